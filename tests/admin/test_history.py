"""History and revert in the admin: each kind of change comes back, and the export with it."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from talks.models import (
    FollowUp,
    Meeting,
    OldId,
    Party,
    Statement,
    StatementCitation,
    StatementIssue,
)
from talks.record.exporter import export
from talks.revisions.saves import Save
from tests.admin.pages import act, add, address, change, delete, new_row, told
from tests.factories import (
    cite,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_source,
    make_statement,
)

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)
