"""What a person changed last is not overwritten by a file, unless that is asked for."""

import pghistory
import pytest

from talks.models import Delegate, Delegation, Meeting, Official, Party, PartyName, Statement

from .lines import (
    CITED,
    RUSSIA,
    SHERMAN,
    US,
    counts,
    everything,
    import_lines,
    meeting,
    refusal,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db


class by_a_person(pghistory.context):  # noqa: N801 - reads as a sentence
    """What the admin does: the history knows the user."""

    def __init__(self):
        super().__init__(user=1, url="/admin/")


def save(row, **values):
    with by_a_person():
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def test_value_of_a_person_is_refused_with_both():
    import_lines(meeting(summary="Old."))
    save(Meeting.objects.get(), summary="A person's.")
    assert refusal(meeting(summary="The file's.")) == [
        'line 1: summary: a person changed it to "A person\'s.", the file says "The file\'s."'
    ]


def test_overwrite_overwrites():
    import_lines(meeting(summary="Old."))
    save(Meeting.objects.get(), summary="A person's.")
    report = import_lines(meeting(summary="The file's."), overwrite=True)
    assert counts(report) == {"updated": 1}
    assert Meeting.objects.get().summary == "The file's."
    # The file changed it last now.
    import_lines(meeting(summary="Another."))


def test_other_fields_are_the_files():
    import_lines(meeting(summary="Old.", venue="Old."))
    save(Meeting.objects.get(), summary="A person's.")
    import_lines(meeting(summary="A person's.", venue="New."))
    import_lines(meeting(venue="Newer."))
    row = Meeting.objects.get()
    assert (row.summary, row.venue) == ("A person's.", "Newer.")


def test_value_that_a_person_cleared_stays_cleared():
    import_lines(meeting(summary="Old."))
    save(Meeting.objects.get(), summary="")
    (said,) = refusal(meeting(summary="Old."))
    assert said == 'line 1: summary: a person changed it to "", the file says "Old."'


def test_import_through_the_admin_is_no_persons_change():
    with pghistory.context(user=1):
        import_lines(meeting(summary="Old."))
    assert counts(import_lines(meeting(summary="New."))) == {"updated": 1}


@pytest.mark.parametrize(
    "model, name, line, path",
    [
        (Party, "name", {"party": US | {"name": "USA"}}, "party.name"),
        (
            Party,
            "iso",
            meeting(delegations=[{"party": US | {"iso": None}}]),
            "delegations[0].party.iso",
        ),
        (
            Delegation,
            "role",
            meeting(delegations=[{"party": US["id"], "role": "host"}]),
            "delegations[0].role",
        ),
        (
            Official,
            "sort_name",
            {"official": SHERMAN | {"sort_name": "Sherman"}},
            "official.sort_name",
        ),
        (Statement, "text", spoken(statement(text="Other.")), "statements[0].text"),
        (Statement, "said_on", spoken(statement(on="2022")), "statements[0].on"),
        (
            Delegate,
            "starts",
            meeting(
                delegations=[{"party": US, "delegates": [{"official": SHERMAN, "from": "2022"}]}]
            ),
            "delegations[0].delegates[0].from",
        ),
    ],
)
def test_every_row_is_protected(model, name, line, path):
    seats = [{"party": US, "delegates": [{"official": SHERMAN}]}]
    import_lines(spoken(statement(), delegations=seats))
    persons = {"role": "chair", "iso": "UM", "said_on": "2021", "starts": "2021"}
    save(model.objects.get(), **{name: persons.get(name, "A person's")})
    (said,) = refusal(line)
    assert said.startswith(f"line 1: {path}: a person changed it to ")


def test_link_of_a_person_is_refused():
    import_lines(meeting("a"), meeting("b"), meeting(part_of="a"))
    save(Meeting.objects.get(slug="geneva"), part_of=Meeting.objects.get(slug="b"))
    (said,) = refusal(meeting(part_of="a"))
    assert said.startswith("line 1: part_of: a person changed it to ")
    assert '"b"' in said and '"a"' in said


def test_row_that_a_person_wrote_is_not_removed():
    import_lines(spoken(statement(), statement("s2")))
    save(Statement.objects.get(slug="s2"), text="A person's.")
    (said,) = refusal(spoken(statement()), replace=True)
    assert said.startswith("line 1: statements: ") and said.endswith("was written by a person")
    import_lines(spoken(statement()), replace=True, overwrite=True)
    assert Statement.objects.get().slug == "s1"


def test_delegate_that_a_person_added_is_not_removed():
    import_lines(meeting(delegations=[{"party": US, "delegates": [{"official": SHERMAN}]}]))
    with by_a_person():
        Delegate.objects.create(delegation=Delegation.objects.get(), title="An aide", order=1)
    line = meeting(delegations=[{"party": US, "delegates": [{"official": SHERMAN}]}])
    assert refusal(line) == ['line 1: delegations[0].delegates: "An aide" was written by a person']


REMOVED = {
    "statement": (Statement, "s2", spoken(statement(), statement("s2")), "statements[1]"),
    "delegation": (
        Delegation,
        None,
        meeting(delegations=[{"party": US}, {"party": RUSSIA}]),
        "delegations[1]",
    ),
    "delegate": (
        Delegate,
        None,
        meeting(
            delegations=[{"party": US, "delegates": [{"official": SHERMAN}, {"title": "Aide"}]}]
        ),
        "delegations[0].delegates[1]",
    ),
    "other name": (
        PartyName,
        None,
        {"party": US | {"other_names": ["U.S.", "USA"]}},
        "party.other_names[1]",
    ),
}


@pytest.mark.parametrize("model, slug, line, path", REMOVED.values(), ids=REMOVED)
def test_row_that_a_person_removed_does_not_come_back(model, slug, line, path):
    import_lines(line)
    row = model.objects.get(slug=slug) if slug else model.objects.order_by("order").last()
    with by_a_person():
        row.delete()
    (said,) = refusal(line)
    assert said.startswith(f"line 1: {path}: ") and said.endswith("was removed by a person")
    import_lines(line, overwrite=True)
    assert model.objects.count() == 2


def test_row_that_a_person_removed_and_put_back_is_sound():
    line = spoken(statement(), statement("s2"))
    import_lines(line)
    row = Statement.objects.get(slug="s2")
    with by_a_person():
        row.delete()
    import_lines(line, overwrite=True)
    Statement.objects.get(slug="s2").delete()
    assert counts(import_lines(line), "statements") == {"unchanged": 1, "created": 1}


def test_meeting_that_a_person_removed_does_not_come_back():
    import_lines(meeting())
    with by_a_person():
        Delegation.objects.all().delete()
        Meeting.objects.get().delete()
    assert refusal(meeting()) == ['line 1: "geneva" was removed from the record by a person']
    import_lines(meeting(), overwrite=True)
    assert Meeting.objects.count() == 1


def test_unchanged_import_asks_for_nothing():
    line = spoken(statement(citations=CITED))
    import_lines(line)
    save(Statement.objects.get(), text="A person's.")
    before = everything()
    import_lines(spoken(statement(text="A person's.")))
    assert everything() == before


def test_change_by_an_anonymous_reader_is_no_persons():
    import_lines(meeting(summary="Old."))
    with pghistory.context(user=None, url="/contact/"):
        Meeting.objects.update(summary="Anonymous.")
    import_lines(meeting(summary="The file's."))
    assert Meeting.objects.get().summary == "The file's."
