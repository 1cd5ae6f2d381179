"""The chain of talks around one meeting: what led to it, what follows, what was promised."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from talks.models import FollowUp, Meeting
from talks.models.chain import is_shown, state_in_words, state_of


@dataclass(frozen=True)
class Step:
    """What stands before or after a meeting: another meeting, a follow-up of this one, or both.

    `is_neighbour` when it is the one beside it in its process.
    """

    meeting: object = None
    follow_up: object = None
    link: object = None
    is_neighbour: bool = False

    def leads_to(self, ids):
        return self.meeting is not None and self.meeting.pk in ids

    @property
    def shape(self):
        """As in the picture of a process: its class in the style sheet."""
        if self.meeting:
            return state_of(self.meeting)
        return "awaited-overdue" if self.follow_up.is_late else "awaited"

    @property
    def state(self):
        return state_in_words(self.meeting)

    @property
    def day(self):
        if self.meeting:
            return self.meeting.first_day or date.max
        return self.follow_up.due_earliest or self.follow_up.due_latest or date.max


def chain_of(meeting):
    """What was promised here, what led here, and the meetings around it; published ends only.

    `led_here` and `led_to` are the steps of the chain in order of time. Four queries.
    """
    here = Q(meeting=meeting) | Q(to_meeting=meeting, meeting__is_draft=False)
    links = FollowUp.objects.filter(here).for_list_page().order_by("meeting__slug", "order", "pk")
    found = Meeting.objects.around(meeting) | {
        "follow_ups": [row for row in links if row.meeting_id == meeting.pk and is_shown(row)],
        "preceding": [row for row in links if row.to_meeting_id == meeting.pk],
    }
    return found | {
        "led_here": led_here(found),
        "led_to": led_to(found),
        "shape": state_of(meeting),
    }


def led_here(found):
    """The meetings that led here, and the one before it in its process."""
    steps = [Step(link.meeting, link=link) for link in found["preceding"]]
    return with_neighbours(steps, found["previous"])


def led_to(found):
    """What was promised or linked here, and the next meeting in its process."""
    steps = [Step(row.public_to_meeting, follow_up=row) for row in found["follow_ups"]]
    return with_neighbours(steps, found["next"])


def with_neighbours(steps, neighbours):
    """A neighbour that a step leads to already is marked there, and stands once."""
    near = {row.pk for row in neighbours}
    steps = [replace(step, is_neighbour=step.leads_to(near)) for step in steps]
    there = {step.meeting.pk for step in steps if step.meeting}
    steps += [Step(row, is_neighbour=True) for row in neighbours if row.pk not in there]
    return sorted(steps, key=lambda step: step.day)
