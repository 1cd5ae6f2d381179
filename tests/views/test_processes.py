"""The list of processes, and the meetings of one."""

import pytest
from django.urls import reverse

from tests.factories import make_meeting, make_party, make_place, make_process

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_process_list_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        make_meeting(process=make_process(parent=make_process()))
    with django_assert_num_queries(2):
        response = client.get(reverse("process_list"))
    assert len(response.context["processes"]) == 2 * n


@pytest.mark.parametrize("n", [1, 3])
def test_process_detail_queries(n, client, django_assert_num_queries):
    process = make_process(parent=make_process())
    for _ in range(n):
        make_meeting(process=process, parties=[make_party()], places=[make_place()])
        make_meeting(process=make_process(parent=process))
    with django_assert_num_queries(6):
        response = client.get(process.get_absolute_url())
    assert len(response.context["meetings"]) == n


def test_process_list_has_no_process_of_a_draft(client):
    parent = make_process("Above")
    process = make_process("Shown", parent=parent)
    make_process("Nowhere")
    make_meeting(process=process)
    make_meeting(process=process, draft=True)
    make_meeting(process=make_process("Hidden"), draft=True)
    processes = client.get(reverse("process_list")).context["processes"]
    assert [(row, row.meeting_count) for row in processes] == [(parent, 0), (process, 1)]


def test_process_detail_leaves_drafts_out(client):
    process = make_process()
    child = make_process("Shown child", parent=process)
    make_meeting(process=child)
    make_meeting(process=make_process("Hidden child", parent=process), draft=True)
    meeting = make_meeting(process=process)
    make_meeting("Hidden", process=process, draft=True)
    response = client.get(process.get_absolute_url())
    assert list(response.context["meetings"]) == [meeting]
    assert list(response.context["children"]) == [child]
    assert response.context["meetings"].paginator.count == 1
    assert "Hidden" not in response.content.decode()


def test_process_detail_is_in_order(client):
    process = make_process()
    last, first = [make_meeting(process=process, starts=year) for year in ["2022", "1990"]]
    meetings = client.get(process.get_absolute_url()).context["meetings"]
    assert list(meetings) == [first, last]


def test_process_without_meetings_of_its_own_leads_to_those_within_it(client):
    parent = make_process()
    child = make_process("Child", parent=parent)
    make_meeting(process=child)
    page = client.get(parent.get_absolute_url()).content.decode()
    assert child.get_absolute_url() in page
