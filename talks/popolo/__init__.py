"""Officials and parties as Popolo: made of record-file objects, which say all that is needed.

Dates that Popolo cannot say with their doubt are left out. Not here: which rows (views/popolo.py).
"""

from .document import RecordObjects, document

__all__ = ["RecordObjects", "document"]
