"""The positions on an issue as lines of a CSV file."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from talks.models import Party, Statement, StatementCitation

HEADER = [
    "issue",
    "question",
    "party",
    "party_name",
    "role",
    "meeting",
    "meeting_title",
    "meeting_starts",
    "meeting_ends",
    "said_on",
    "stance",
    "changed_from",
    "act",
    "wording",
    "setting",
    "speaker",
    "speaker_name",
    "speaker_title",
    "text",
    "sources",
    "permalink",
]
AT_A_TIME = 1000
SHOWN = [
    *["slug", "said_on", "act", "wording", "setting", "speaker_title", "text"],
    *[f"meeting__{name}" for name in ("slug", "title", "starts", "ends")],
    *[f"speaker__{name}" for name in ("slug", "name")],
]


def lines_of(request, issue, positions):
    """A line for each of `positions`, in their order. Two queries for every thousand of them."""
    for first in range(0, len(positions), AT_A_TIME):
        some = positions[first : first + AT_A_TIME]
        statements = with_sources({row.statement for row in some})
        parties = Party.objects.only("slug", "name").in_bulk({row.party for row in some})
        for row in some:
            # What was withdrawn while the file was on its way is left out.
            if statement := statements.get(row.statement):
                yield line_of(request, issue, row, statement, parties.get(row.party))


def with_sources(statements):
    """Statements by primary key, as a line shows them; their citations in `cited`. One query."""
    cited = StatementCitation.objects.filter(statement=OuterRef("pk")).order_by("order", "pk")
    shown = cited.values(row=JSONObject(title="source__title", locator="locator"))
    return (
        Statement.objects.published()
        .select_related("meeting", "speaker")
        .only(*SHOWN)
        .annotate(cited=ArraySubquery(shown))
        .in_bulk(statements)
    )


def line_of(request, issue, position, statement, party):
    meeting, speaker = statement.meeting, statement.speaker
    changed_from = position.changed_from
    return [
        issue.slug,
        issue.question,
        party and party.slug,
        party and party.name,
        "joint" if position.is_joint else "maker",
        meeting.slug,
        meeting.title,
        meeting.starts,
        meeting.ends,
        statement.said_on,
        position.stance,
        changed_from and changed_from.stance,
        statement.act,
        statement.wording,
        statement.setting,
        speaker and speaker.slug,
        speaker and speaker.name,
        statement.speaker_title,
        statement.text,
        "; ".join(cited_in_words(row) for row in statement.cited),
        request.build_absolute_uri(statement.get_absolute_url()),
    ]


def cited_in_words(row):
    return ", ".join(filter(None, [row["title"], row["locator"]]))
