"""Corrections: what a published statement says, or whose it is, is changed.

One rule, asked twice: which statements the present save corrects, so that staff give a reason; and
when each statement of a meeting was last corrected, for the mark beside it. Not a correction are
the order, citations, and an issue on which no stance is recorded.
"""

from functools import cache

import pghistory
from django.db import connection, models
from django.db.models.expressions import RawSQL

from talks.models import Meeting, Statement, StatementIssue, StatementParty, StatementSpeaker

# What of a row is said to the reader; NULL where that is nothing. `{0}` stands for an event.
SUBSTANCE = {
    Statement: "jsonb_build_array({0}.meeting_id, {0}.party_id, {0}.speaker_id, {0}.speaker_title, "
    "{0}.said_on, {0}.act, {0}.wording, {0}.text, {0}.original_language, {0}.original_text, "
    "{0}.translator)",
    StatementIssue: "CASE WHEN {0}.stance <> '' THEN jsonb_build_array({0}.issue_id, {0}.stance) "
    "END",
    StatementParty: "jsonb_build_array({0}.party_id, {0}.role)",
    StatementSpeaker: "jsonb_build_array({0}.speaker_id)",
}


def corrects_published():
    """Whether the present save corrects a statement that readers could see before and after it.

    Of a removed statement too. To be called in the transaction of the save. One query.
    """
    with pghistory.context() as context, connection.cursor() as cursor:
        cursor.execute(saved_sql(), {"context": context.id})
        return cursor.fetchone()[0]


@cache
def saved_sql():
    """A save is what has its context. Of each row its last version counts, and the one before."""
    earlier = "pgh_context_id IS DISTINCT FROM %(context)s"
    changed = " UNION ALL ".join(
        f"SELECT e.{statement_of(model)} AS id "  # noqa: S608 - our own names, here and below
        f"FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM {events(model)} "
        "WHERE pgh_context_id = %(context)s ORDER BY pgh_obj_id, pgh_id DESC) AS e "
        f"LEFT JOIN LATERAL (SELECT * FROM {events(model)} WHERE pgh_obj_id = e.pgh_obj_id "
        f"AND {earlier} ORDER BY pgh_id DESC LIMIT 1) AS b ON true WHERE {differs(model)}"
        for model in SUBSTANCE
    )
    return (
        f"SELECT EXISTS (SELECT FROM ({changed}) AS changed "  # noqa: S608
        f"JOIN LATERAL (SELECT meeting_id FROM {events(Statement)} WHERE pgh_obj_id = changed.id "
        f"AND {earlier} ORDER BY pgh_id DESC LIMIT 1) AS was ON true "
        f"JOIN {Meeting._meta.db_table} AS meeting ON meeting.id = was.meeting_id "
        f"WHERE NOT meeting.is_draft AND NOT (SELECT is_draft FROM {events(Meeting)} "
        f"WHERE pgh_obj_id = meeting.id AND {earlier} ORDER BY pgh_id DESC LIMIT 1))"
    )


def corrected_at(meeting):
    """An annotation of statements of a meeting: when each was last corrected since publication."""
    since = meeting.first_published_at
    parameters = [since] * len(SUBSTANCE)
    return RawSQL(corrected_sql(), parameters, output_field=models.DateTimeField(null=True))  # noqa: S611


@cache
def corrected_sql():
    """What was written with the statement itself is no correction of it."""
    row = f"{Statement._meta.db_table}.id"
    first = f"(SELECT min(pgh_created_at) FROM {events(Statement)} WHERE pgh_obj_id = {row})"  # noqa: S608
    found = (
        f"(SELECT max(e.pgh_created_at) FROM {events(model)} AS e "  # noqa: S608
        f"LEFT JOIN LATERAL (SELECT * FROM {events(model)} WHERE pgh_obj_id = e.pgh_obj_id "
        "AND pgh_id < e.pgh_id ORDER BY pgh_id DESC LIMIT 1) AS b ON true "
        f"WHERE e.{statement_of(model)} = {row} AND e.pgh_created_at > %s "
        f"AND {differs(model)} AND e.pgh_created_at > {first})"
        for model in SUBSTANCE
    )
    return f"GREATEST({', '.join(found)})"


def differs(model):
    """Whether event `e` says something else than `b`, the one before it, if there is one."""
    return f"({said(model, 'e')} IS DISTINCT FROM {said(model, 'b')})"


def said(model, event):
    there = f"{event}.pgh_id IS NOT NULL AND {event}.pgh_label <> 'delete'"
    return f"CASE WHEN {there} THEN {SUBSTANCE[model].format(event)} END"


def statement_of(model):
    return "pgh_obj_id" if model is Statement else "statement_id"


def events(model):
    return model.pgh_event_model._meta.db_table
