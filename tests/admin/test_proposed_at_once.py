"""Imports under four eyes, and two people at once: nothing is lost, and nothing written twice."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pghistory
import pytest
from django.db import connection, transaction

from talks.models import Meeting, OldId, ProposedChange
from talks.proposals.holding import held_back
from talks.record.problems import RecordError
from tests.admin.pages import change, change_address, told
from tests.admin.proposed import everything, press_apply, proposal_page, staff
from tests.admin.saves import history, reasons, text
from tests.factories import make_delegation, make_meeting, make_party
from tests.record.lines import RUSSIA, RYABKOV, import_lines, meeting, spoken, statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def four_eyes(settings):
    settings.FOUR_EYES = True


@pytest.fixture
def anna(django_user_model):
    return staff(django_user_model, "ann.editor", "change", "view")


@pytest.fixture
def boris(django_user_model):
    return staff(django_user_model, "boris", superuser=True)


@pytest.fixture
def carla(django_user_model):
    return staff(django_user_model, "carla", superuser=True)


# Imports


def over(*lines, author, **options):
    return held_back(partial(import_lines, *lines, **options), author, "From the archive.")


def test_import_over_a_published_meeting_waits_with_all_it_brings(anna, boris, undone):
    import_lines(spoken(statement("s1"), statement("s2")))
    head = {"official": RYABKOV, "role": "head"}
    lines = [
        spoken(
            statement("s2", text="Other words."),
            statement("s3", speaker=RYABKOV["id"], party="russia"),
            old_ids=["geneva-talks"],
            delegations=[{"party": RUSSIA | {"old_ids": ["rsfsr"]}, "delegates": [head]}],
        ),
        meeting("vienna", draft=True),
    ]
    before = everything()
    report, proposal = over(*lines, author=anna.user, replace=True)
    assert report is None and everything() == before
    assert (proposal.author, proposal.note) == (anna.user, "From the archive.")
    page = proposal_page(boris, proposal)
    assert "Sergei Ryabkov (sergei-ryabkov; new)" in page.text
    press_apply(boris, proposal)
    assert [everything()] == undone
    assert OldId.objects.get(slug="geneva-talks").target == Meeting.objects.get(slug="geneva").pk
    assert OldId.objects.get(slug="rsfsr").noun == "party"
    assert "by ann.editor, applied by boris, import of 1.jsonl" in text(
        history(boris, Meeting.objects.get(slug="geneva"))
    )


def test_import_of_drafts_and_an_unchanged_meeting_is_written(anna):
    import_lines(meeting())
    report, proposal = over(meeting(), meeting("vienna", draft=True), author=anna.user)
    assert proposal is None and report.count("meetings", "created") == 1
    assert Meeting.objects.get(slug="vienna").is_draft


def test_each_of_several_imports_in_one_request_is_judged_by_itself(anna, boris):
    import_lines(meeting())
    with pghistory.context():
        assert over(meeting("vienna", draft=True), author=anna.user)[1] is None
        first = over(meeting(venue="Palais"), author=anna.user)[1]
        second = over(meeting(summary="They met."), author=anna.user)[1]
    assert [len(p.rows) for p in (first, second)] == [1, 1]
    press_apply(boris, second)
    press_apply(boris, first)
    geneva = Meeting.objects.get(slug="geneva")
    assert (geneva.venue, geneva.summary) == ("Palais", "They met.")


def test_refused_import_is_no_proposal(anna):
    import_lines(meeting())
    with pytest.raises(RecordError):
        over(meeting(starts=None), author=anna.user)
    assert not ProposedChange.objects.exists()


def test_import_by_a_command_is_an_operators_act():
    import_lines(meeting())
    import_lines(meeting(venue="Palais"))
    assert Meeting.objects.get().venue == "Palais" and not ProposedChange.objects.exists()


def test_old_id_that_leads_elsewhere_now_is_said(anna, boris):
    import_lines(meeting())
    _, proposal = over(meeting(old_ids=["old"], venue="Palais"), author=anna.user)
    other = make_meeting("Other")
    OldId.objects.create(noun="meeting", slug="old", target=other.pk)
    (reason,) = reasons(proposal_page(boris, proposal))
    assert reason == "The id “old” was given to another meeting meanwhile."


# Two at once


def propose(client, row, **values):
    client.get(change(client, row, **values).url)
    return ProposedChange.objects.latest("pk")


def at_once(*works):
    def run(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def test_one_of_two_reviewers_at_once_applies_it(anna, boris, carla):
    talks = make_meeting("Talks", parties=[make_party()])
    proposal = propose(anna, talks, venue="Palais")
    where, data = change_address(proposal), {"do": "apply"}
    data["token"] = proposal_page(boris, proposal).context["plan"].token
    codes = at_once(*(partial(client.post, where, data) for client in (boris, carla)))
    assert sorted(answer.status_code for answer in codes) == [200, 302]
    assert Meeting.pgh_event_model.objects.filter(pgh_label="update").count() == 1
    proposal.refresh_from_db()
    assert proposal.state == "applied"


def test_apply_and_decline_at_once_do_one_of_both(anna, boris, carla):
    talks = make_meeting("Talks", parties=[make_party()])
    proposal = propose(anna, talks, venue="Palais")
    where, token = change_address(proposal), proposal_page(boris, proposal).context["plan"].token
    at_once(
        lambda: boris.post(where, {"do": "apply", "token": token}),
        lambda: carla.post(where, {"do": "decline", "reason": "No."}),
    )
    proposal.refresh_from_db()
    talks.refresh_from_db()
    assert (proposal.state, talks.venue) in [("applied", "Palais"), ("declined", "")]


@pytest.mark.parametrize("field", ["venue", "summary"])
def test_apply_while_another_save_is_under_way_overwrites_nothing(field, anna, boris):
    talks = make_meeting("Talks", parties=[make_party()])
    proposal = propose(anna, talks, venue="Palais")
    where, token = change_address(proposal), proposal_page(boris, proposal).context["plan"].token
    is_written, may_end = Event(), Event()

    def save():
        with transaction.atomic():
            Meeting.objects.filter(pk=talks.pk).update(**{field: "Meanwhile"})
            is_written.set()
            may_end.wait(0.4)

    def apply():
        is_written.wait(5)
        return boris.post(where, {"do": "apply", "token": token})

    _, answer = at_once(save, apply)
    assert answer.status_code == 200 and "after this page was opened" in told(answer)[-1]
    talks.refresh_from_db()
    assert getattr(talks, field) == "Meanwhile"
    proposal.refresh_from_db()
    assert proposal.is_waiting


def test_who_saves_for_long_is_waited_for_and_then_said(anna, boris):
    talks = make_meeting("Talks", parties=[make_party()])
    proposal = propose(anna, talks, venue="Palais")
    where, token = change_address(proposal), proposal_page(boris, proposal).context["plan"].token
    is_written, is_told = Event(), Event()

    def save():
        with transaction.atomic():
            Meeting.objects.filter(pk=talks.pk).update(summary="Meanwhile")
            is_written.set()
            is_told.wait(10)

    def apply():
        is_written.wait(5)
        answer = boris.post(where, {"do": "apply", "token": token})
        is_told.set()
        return answer

    _, answer = at_once(save, apply)
    assert "Somebody else is saving the same rows" in told(answer)[-1]


def test_two_editors_who_save_at_once_both_wait(anna, boris):
    talks = make_meeting("Talks", parties=[make_party()])
    at_once(
        lambda: change(anna, talks, venue="Palais"),
        lambda: change(boris, talks, summary="They met."),
    )
    assert ProposedChange.objects.waiting().about([talks.pk]).count() == 2


def test_publication_at_this_moment_is_seen_by_the_save(anna):
    """The save waits for the publication, and then knows that the meeting is public."""
    draft = make_meeting("Draft", draft=True)
    is_published, may_end = Event(), Event()

    def publish():
        with transaction.atomic():
            Meeting.objects.filter(pk=draft.pk).update(is_draft=False)
            is_published.set()
            may_end.wait(0.4)

    def save():
        is_published.wait(5)

        return held_back(lambda: make_delegation(draft), anna.user)

    _, (_, proposal) = at_once(publish, save)
    assert proposal is not None and not draft.delegations.exists()
