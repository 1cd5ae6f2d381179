"""What staff changed, and how a change is taken back.

`tables.py` knows what is tracked, `saves.py` which changes were one save, `steps.py` what it would
take to revert some of them and what stands in the way, `reverting.py` does it. `naming.py` and
`diffs.py` say it to staff. The public's own view of a meeting's changes is `talks/history/`.
"""
