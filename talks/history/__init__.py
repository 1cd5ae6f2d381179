"""The public history of a meeting: what changed on its page since it was first published.

`events.py` asks the event tables which rows changed, `timeline.py` finds what the public saw of
that and when, `words.py` says it, `differences.py` compares two texts word by word.
`amendments.py` knows what a correction is, `reasons.py` why it was made, `withholding.py` what is
kept from readers. Nothing here knows the names of staff.
"""

from .recent import recent_saves
from .timeline import changes_by_meeting, changes_since_publication
from .words import saves_by_meeting, saves_in_words

__all__ = [
    "changes_by_meeting",
    "changes_since_publication",
    "recent_saves",
    "saves_by_meeting",
    "saves_in_words",
]
