"""What an import may do to a published meeting where two people stand behind what is public."""

from django.conf import settings

SENTENCE = (
    "The meeting is published, and another member of staff has to agree to each change of it: "
    "make the change on its own form"
)


def refuse_change_of_published(meeting, entry):
    """Why the line of `entry` may not change this published meeting; empty where it may.

    The one place that knows: where changes can wait for a reviewer, this proposes them.
    """
    return SENTENCE if getattr(settings, "FOUR_EYES", False) else ""
