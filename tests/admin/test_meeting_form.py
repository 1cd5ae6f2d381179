"""All of a meeting on one form with one save: rows below rows, long lists, nouns made in place."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talks.models import (
    Delegate,
    Issue,
    Meeting,
    Official,
    Place,
    Source,
    Statement,
    StatementCitation,
)
from tests.admin.pages import add, change, change_address, errors, filled_in, new_row, unfolded
from tests.factories import (
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

ROWS_A_PAGE = 60


def below(data, prefix, **values):
    """Add a row below a row, whose empty lists a browser copies with it."""
    data.setdefault(f"{prefix}-TOTAL_FORMS", 0)
    data.setdefault(f"{prefix}-INITIAL_FORMS", 0)
    new_row(data, prefix, **values)


def new(**values):
    return f"new:{json.dumps(values)}"


def long_meeting(count=3, **about):
    party, source, issue = make_party("Russia"), make_source("Report"), make_issue("Arms")
    meeting = make_meeting("Talks", slug="talks", parties=[party], **{"draft": True} | about)
    for n in range(1, count + 1):
        make_statement(
            meeting,
            f"Said {n}.",
            slug=f"s{n}",
            order=n,
            party=party,
            source=source,
            issues=[(issue, "supports")],
        )
    return meeting


def texts(meeting):
    return list(meeting.statements.order_by("order").values_list("text", flat=True))


def folded(data, keep=()):
    """As a browser sends it: of the folded rows of statements their key alone."""

    def is_sent(name):
        parts = name.split("-")
        if parts[0] != "statements" or not parts[1].isdigit() or parts[1] in keep:
            return True
        return parts[2:] == ["id"]

    return {name: value for name, value in data.items() if is_sent(name)}


class TestOneSave:
    def test_all_of_a_meeting_is_entered_at_once(self, admin_client):
        issue, source, party = make_issue(), make_source(), make_party("Russia")

        def fill(data):
            new_row(data, "delegations", party=party.pk, role="participant")
            below(data, "delegations-0-delegates", official=new(name="Anna"), role="head")
            new_row(data, "statements", party=party.pk, text="It was frank.", slug="")
            below(data, "statements-0-statement_issues", issue=issue.pk, stance="opposes")
            below(data, "statements-0-citations", source=source.pk, locator="paragraph 2")
            new_row(data, "follow_ups", text="They meet again.", kind="follow_up", state="pending")
            below(data, "follow_ups-0-promisers", party=party.pk)

        response = add(
            admin_client, Meeting, fill, title="Talks", slug="", status="held", starts="2 May 2022"
        )
        assert errors(response) == []
        meeting = Meeting.objects.get()
        assert meeting.slug == "2022-05-02-talks"
        statement = meeting.statements.get()
        assert (statement.slug, statement.citations.get().locator) == ("s1", "paragraph 2")
        assert statement.statement_issues.get().stance == "opposes"
        assert meeting.follow_ups.get().promisers.get().party == party
        assert meeting.follow_ups.get().slug == "f1"
        assert str(Delegate.objects.get().official) == "Anna"

    def test_a_row_below_an_empty_row_is_not_lost(self, admin_client):
        meeting, source = long_meeting(0), Source.objects.get()

        def fill(data):
            new_row(data, "statements", text="")
            below(data, "statements-0-citations", source=source.pk, locator="page 9")

        response = change(admin_client, meeting, fill)
        assert "This field is required." in errors(response)
        assert "page 9" in response.text

    def test_a_row_that_goes_takes_what_is_below_it_along(self, admin_client):
        meeting = long_meeting(2)
        assert errors(change(admin_client, meeting, **{"statements-0-DELETE": "on"})) == []
        assert texts(meeting) == ["Said 2."]
        assert StatementCitation.objects.count() == 1

    def test_new_rows_may_leave_gaps(self, admin_client):
        meeting = long_meeting(1)

        def fill(data):
            new_row(data, "statements", party=make_party("B").pk, text="Third.", slug="")
            data["statements-TOTAL_FORMS"] = 4
            data |= {
                name.replace("s-1-", "s-3-"): data.pop(name)
                for name in list(data)
                if name.startswith("statements-1-")
            }

        assert errors(change(admin_client, meeting, fill)) == []
        assert texts(meeting) == ["Said 1.", "Third."]

    def test_new_rows_are_numbered_after_those_of_all_pages(self, admin_client):
        meeting = long_meeting(ROWS_A_PAGE + 2)

        def fill(data):
            for text in ["One more.", "And another."]:
                new_row(data, "statements", party=make_party().pk, text=text)
                number = int(data["statements-TOTAL_FORMS"]) - 1
                data[f"statements-{number}-order"] = ""

        assert errors(change(admin_client, meeting, fill)) == []
        assert texts(meeting)[-2:] == ["One more.", "And another."]
        assert set(meeting.statements.values_list("slug", flat=True)) >= {"s63", "s64"}


class TestLongLists:
    def test_a_page_of_statements_is_shown(self, admin_client):
        meeting = long_meeting(ROWS_A_PAGE + 2)
        page = admin_client.get(change_address(meeting))
        assert page.text.count("is-folded") == ROWS_A_PAGE
        assert "Said 60." in page.text and "Said 61." not in page.text
        last = admin_client.get(change_address(meeting) + "?statements=2")
        assert "Said 61." in last.text and "Said 60." not in last.text

    @pytest.mark.parametrize("page", ["0", "99", "x", "-1", "9" * 30])
    def test_a_nonsensical_page_is_no_error(self, page, admin_client):
        meeting = long_meeting(2)
        assert admin_client.get(change_address(meeting) + f"?statements={page}").status_code == 200

    def test_a_page_is_saved_without_the_others(self, admin_client):
        meeting = long_meeting(ROWS_A_PAGE + 2)
        address = change_address(meeting) + "?statements=2"
        data = filled_in(admin_client.get(address)) | {"statements-1-text": "Changed."}
        assert errors(admin_client.post(address, data)) == []
        assert texts(meeting)[-1] == "Changed."
        assert meeting.statements.count() == ROWS_A_PAGE + 2

    def test_rows_whose_key_alone_is_sent_stay_as_they_are(self, admin_client):
        meeting = long_meeting(3)
        data = filled_in(admin_client.get(change_address(meeting))) | {"statements-1-text": "New."}
        response = admin_client.post(change_address(meeting), folded(data, keep={"1"}))
        assert errors(response) == []
        assert texts(meeting) == ["Said 1.", "New.", "Said 3."]
        assert StatementCitation.objects.count() == 3

    def test_a_folded_row_is_deleted(self, admin_client):
        meeting = long_meeting(3)
        data = folded(filled_in(admin_client.get(change_address(meeting))))
        data["statements-0-DELETE"] = "on"
        assert errors(admin_client.post(change_address(meeting), data)) == []
        assert texts(meeting) == ["Said 2.", "Said 3."]

    def test_a_mistake_elsewhere_leaves_folded_rows_folded(self, admin_client):
        meeting = long_meeting(3)
        data = folded(filled_in(admin_client.get(change_address(meeting)))) | {"title": ""}
        response = admin_client.post(change_address(meeting), data)
        assert errors(response) == ["This field is required."]
        assert response.text.count("is-folded") == 3

    def test_a_row_is_unfolded(self, admin_client):
        meeting = long_meeting(3)
        statement = meeting.statements.get(slug="s2")
        address = reverse(
            "admin:talks_meeting_row", args=[meeting.pk, "statements", statement.pk, 1]
        )
        assert address in admin_client.get(change_address(meeting)).text
        row = admin_client.get(address).text
        assert 'name="statements-1-text"' in row and "Said 2." in row
        assert 'name="statements-1-citations-0-locator"' in row

    @pytest.mark.parametrize(
        ("rows", "key"), [("statements", 0), ("meeting_places", 1), ("nonsense", 1)]
    )
    def test_what_is_no_row_is_not_found(self, rows, key, admin_client):
        meeting = long_meeting(1)
        address = reverse("admin:talks_meeting_row", args=[meeting.pk, rows, key, 0])
        assert admin_client.get(address).status_code == 404

    def test_a_row_of_another_meeting_is_not_found(self, admin_client):
        meeting, other = long_meeting(1), make_statement()
        address = reverse("admin:talks_meeting_row", args=[meeting.pk, "statements", other.pk, 0])
        assert admin_client.get(address).status_code == 404

    def test_a_row_is_for_those_who_may_change_it(self, client, django_user_model):
        meeting = long_meeting(1)
        reader = django_user_model.objects.create(username="reader", password="!", is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_meeting"))
        sign_in(client, reader)
        key = meeting.statements.get().pk
        address = reverse("admin:talks_meeting_row", args=[meeting.pk, "statements", key, 0])
        assert client.get(address).status_code == 404

    def test_opening_takes_as_many_queries_for_sixty_statements_as_for_three(self, admin_client):
        few, many = long_meeting(3), make_meeting("Long", slug="long", draft=True)
        make_delegation(many)
        for n in range(ROWS_A_PAGE):
            make_statement(many, slug=f"s{n}", order=n, party=make_party(), source=make_source())
        admin_client.get(change_address(few))
        counts = []
        for meeting in (few, many):
            with CaptureQueriesContext(connection) as queries:
                admin_client.get(change_address(meeting))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 30

    def test_saving_one_statement_takes_as_many_queries_among_sixty_as_among_three(
        self, admin_client
    ):
        counts = []
        for size in (3, ROWS_A_PAGE):
            meeting = long_meeting(size) if size == 3 else make_meeting("Long", slug="long", draft=True)
            if size != 3:
                make_delegation(meeting)
                for n in range(size):
                    make_statement(
                        meeting, slug=f"s{n}", order=n, party=make_party(), source=make_source()
                    )
            data = filled_in(admin_client.get(change_address(meeting)))
            data = folded(data | {"statements-1-text": "Changed."}, keep={"1"})
            with CaptureQueriesContext(connection) as queries:
                assert errors(admin_client.post(change_address(meeting), data)) == []
            counts.append(len(queries))
        assert abs(counts[0] - counts[1]) <= 3 and max(counts) < 130


class TestNounsMadeInPlace:
    def make(self, client, meeting, rows, **values):
        return change(client, meeting, lambda data: new_row(data, rows, **values))

    def test_a_place_is_made_with_the_save(self, admin_client):
        meeting = make_meeting(draft=True)
        place = new(city="Genève", country="CH")
        assert errors(self.make(admin_client, meeting, "meeting_places", place=place)) == []
        place = Place.objects.get()
        assert (place.city, place.country, place.slug) == ("Genève", "CH", "geneve")
        assert meeting.places.get() == place

    def test_an_id_is_never_given_twice(self, admin_client):
        make_official("Anna", slug="anna")
        gone = make_official("Anna", slug="anna-2")
        gone.delete()
        meeting = long_meeting(1)
        assert (
            errors(change(admin_client, meeting, **{"statements-0-speaker": new(name="Anna")}))
            == []
        )
        assert str(Statement.objects.get().speaker.slug) == "anna-3"

    def test_the_same_twice_is_made_once(self, admin_client):
        meeting = long_meeting(2)
        source = new(title="A News", kind="news", published="10 January 2022")
        page = admin_client.get(change_address(meeting))
        data = filled_in(page)
        for n in range(2):
            data |= unfolded(admin_client, page, f"statements-{n}")
            data[f"statements-{n}-citations-0-source"] = source
        assert errors(admin_client.post(change_address(meeting), data)) == []
        made = Source.objects.get(title="A News")
        assert (made.published, made.kind) == ("2022-01-10", "news")
        assert set(StatementCitation.objects.values_list("source", flat=True)) == {made.pk}

    def test_a_mistake_elsewhere_makes_nothing_and_loses_nothing(self, admin_client):
        meeting = long_meeting(1)
        speaker = new(name="Anna")
        response = change(admin_client, meeting, **{"statements-0-speaker": speaker, "title": ""})
        assert errors(response) == ["This field is required."]
        assert not Official.objects.exists()
        assert filled_in(response)["statements-0-speaker"] == speaker
        assert ">Anna</option>" in response.text

    def test_a_refused_save_makes_nothing(self, admin_client):
        meeting = long_meeting(1, draft=False)
        page = admin_client.get(change_address(meeting))
        data = filled_in(page) | unfolded(admin_client, page, "statements-0")
        data["statements-0-citations-0-DELETE"] = "on"
        data["statements-0-speaker"] = new(name="Anna")
        response = admin_client.post(change_address(meeting), data)
        assert any("citation" in error for error in errors(response))
        assert not Official.objects.exists()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("new:", "Choose one of the list."),
            ("new:[]", "Choose one of the list."),
            ('new:{"name": 1}', "Choose one of the list."),
            ("new:" + "[" * 100_000, "Choose one of the list."),
            (new(name=""), "New official: Name: This field is required."),
            (new(name="x" * 501), "New official: Name: Ensure this value has at most 500"),
            (new(name="a\0b"), "New official: Name: Null characters are not allowed."),
            ("Anna", "Select a valid choice."),
            ("9" * 40, "Select a valid choice."),
        ],
    )
    def test_nonsense_is_refused(self, text, said, admin_client):
        meeting = long_meeting(1)
        response = change(admin_client, meeting, **{"statements-0-speaker": text})
        assert any(error.startswith(said) for error in errors(response)), errors(response)
        assert not Official.objects.exists()

    def test_a_mistake_in_it_is_named(self, admin_client):
        meeting = make_meeting(draft=True)
        place = new(city="Geneva", country="Swiss")
        response = self.make(admin_client, meeting, "meeting_places", place=place)
        assert errors(response)[0].startswith("New place: Country:")

    def test_who_may_not_add_it_may_not_make_it(self, client, django_user_model):
        editor = django_user_model.objects.create(username="e", password="!", is_staff=True)
        may = ["view_meeting", "change_meeting", "view_official", "change_statement", "view_issue"]
        editor.user_permissions.set(Permission.objects.filter(codename__in=may))
        sign_in(client, editor)
        meeting = long_meeting(1)
        response = change(client, meeting, **{"statements-0-speaker": new(name="Anna")})
        assert "Choose one of the list." in errors(response)
        assert 'data-makes="official"' not in response.text

    def test_each_is_asked_its_first_fields(self, admin_client):
        page = admin_client.get(change_address(make_meeting())).text
        for noun in ["official", "party", "place", "issue", "process", "source"]:
            assert f'<dialog id="new-{noun}"' in page
        assert Issue._meta.verbose_name in page
