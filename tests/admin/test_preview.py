"""The preview: what readers will see, for staff alone, and for nobody's cache."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.review import is_public, page_address, preview_address, publish
from tests.factories import make_statement

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)
# The links to a draft as data would lead nowhere: the preview has none.
AS_DATA = re.compile(r'<p class="as-data">.*?</p>', re.S)


def test_preview_is_what_readers_see_afterwards(draft, reviewer, client):
    preview = content(reviewer.get(preview_address(draft)))
    assert "secret working summary" in preview and "It was frank, 2." in preview
    assert "second of three meetings" in preview
    publish(reviewer, draft)
    public = content(client.get(draft.get_absolute_url()))
    assert AS_DATA.search(public) and "Embed this meeting" in preview
    assert as_words(preview) == as_words(AS_DATA.sub("", public))


def content(response):
    html = response.text
    return html[html.index('<nav class="breadcrumbs"') : html.index("</main>")]


def as_words(html):
    """Without where links lead to: in the preview, out of the frame."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_preview_is_kept_and_found_by_nobody(draft, reviewer):
    response = reviewer.get(preview_address(draft))
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "ETag" not in response
    assert response["X-Robots-Tag"] == "noindex" and 'content="noindex"' in response.text
    assert 'rel="canonical"' not in response.text
    assert "a draft, seen by staff alone" in response.text


def test_preview_stands_in_a_frame_of_this_site_alone(draft, reviewer):
    response = reviewer.get(preview_address(draft))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "<script" not in response.text
    page = reviewer.get(page_address(draft))
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert (
        f'<iframe src="{preview_address(draft)}"' in page.text and "allow-scripts" not in page.text
    )


def test_links_of_the_preview_lead_out_of_the_frame(draft, reviewer):
    html = reviewer.get(preview_address(draft)).text
    inside = [link for link in re.findall(r"<a [^>]*>", html) if "_blank" not in link]
    assert inside and all(re.search(r'href="[#?]', link) for link in inside)
    assert 'href="#s-s2"' in html and "/meetings/talks/statements/" not in as_links(html)


def as_links(html):
    return " ".join(re.findall(r'href="[^"]*"', html))


def test_preview_leaves_the_public_page_as_it_was(draft, reviewer, client):
    before = client.get(draft.get_absolute_url())
    lists = client.get("/meetings/")
    reviewer.get(preview_address(draft))
    assert client.get(draft.get_absolute_url()).status_code == before.status_code == 404
    assert client.get("/meetings/")["ETag"] == lists["ETag"]
    assert not is_public(draft)


@pytest.mark.parametrize("pk", [999_999, 10**30])
@pytest.mark.parametrize("name", ["publish", "unpublish", "preview"])
def test_meeting_that_is_none_is_not_found(name, pk, reviewer):
    assert reviewer.get(f"/admin/talks/meeting/{pk}/{name}/").status_code == 404


def test_preview_takes_nothing(draft, reviewer):
    assert reviewer.post(preview_address(draft)).status_code == 405


def test_preview_costs_as_many_queries_as_the_public_page(draft, reviewer, client):
    def queries(who, where):
        who.get(where)
        with CaptureQueriesContext(connection) as captured:
            who.get(where)
        return len(captured)

    # Session, user, permissions of the user and of the groups, second factor.
    signed_in = 5
    before = queries(reviewer, preview_address(draft)) - signed_in
    for n in range(9):
        make_statement(draft, slug=f"more-{n}", party=draft.delegations.first().party)
    assert queries(reviewer, preview_address(draft)) - signed_in == before
    publish(reviewer, draft)
    assert queries(client, draft.get_absolute_url()) == before
