"""Staff at their forms, in a browser. Each test has an empty record, and may change all."""

import pytest
from django.conf import settings


@pytest.fixture
def desk(page, admin_client, live_server):
    """A page of somebody who is signed in."""
    session = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return page
