"""A meeting as an Akoma Ntoso 3.0 debate: made of loaded rows, written by lxml, a part at a time.

Not here: what may be shown, and the queries (views/akoma_ntoso.py).
"""

from .document import debate

__all__ = ["debate"]
