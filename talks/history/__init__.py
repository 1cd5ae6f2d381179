"""The public history of a meeting: what changed on its page since it was first published.

`events.py` asks the event tables which rows changed, `timeline.py` finds what the public saw of
that and when, `words.py` says it, `differences.py` compares two texts word by word. Nothing here
knows the names of staff.
"""

from .timeline import changes_since_publication
from .words import saves_in_words

__all__ = ["changes_since_publication", "saves_in_words"]
