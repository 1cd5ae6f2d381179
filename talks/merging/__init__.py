"""Two rows of one noun become one: everything that named the one names the other.

`relations.py` knows what may name a row, and what makes two rows the same; `fields.py` compares the
two field by field; `plan.py` says what would become of each row that names the merged one, with
`collisions.py` where it cannot just move; `rules.py` why it cannot be done; `write.py` does it, and
`undo.py` takes back what no history keeps. `telling.py` says a plan to staff.
"""
