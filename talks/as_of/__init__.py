"""A meeting's page as it stood at an earlier moment, from the public history.

`moments.py` reads what was asked for and knows when a meeting was to be seen, `state.py` finds
which event of each row was in force then, `withheld.py` what stands in for what staff keep from
readers, `tables.py` makes every query of a page see those events in place of the present rows,
`version.py` says which moment names the page as it stands now.
"""
