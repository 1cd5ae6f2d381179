"""The list of who follows what: for those who run the site, and nothing in it can be changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talks.models import Subscription
from tests.admin.pages import address
from tests.factories import make_subscription

pytestmark = pytest.mark.django_db
LIST = address(Subscription, "changelist")


def test_list_shows_who_follows_what(admin_client):
    make_subscription("statements", "party=russia&q=open+door", email="one@example.org")
    make_subscription(
        "meetings", confirmed=False, email="two@example.org", problem="550 <b>gone</b>"
    )
    page = admin_client.get(LIST).text
    for words in ("one@example.org", "party=russia&amp;q=open door", "two@example.org", "all"):
        assert words in page
    assert "550 &lt;b&gt;gone&lt;/b&gt;" in page
    found = admin_client.get(LIST, {"q": "ONE@"}).context["cl"].result_list
    assert [row.subscriber.email for row in found] == ["one@example.org"]
    assert admin_client.get(LIST, {"q": "\0"}).status_code == 200


def test_list_takes_as_many_queries_for_three_rows_as_for_one(admin_client):
    numbers = []
    for more in (1, 2):
        for _ in range(more):
            make_subscription()
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(LIST)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
