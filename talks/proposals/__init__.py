"""Four eyes: a save of a published meeting is undone and kept, until a second person applies it.

`holding.py` finds what a transaction has written and whether it must wait, and keeps it;
`plans.py` knows what it would take to write it now, and what stands in the way; `told.py` says it
to staff. Who may do what, and the rules of a save, are in `talks/admin/`.
"""
