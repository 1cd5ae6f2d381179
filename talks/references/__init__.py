"""Citations that a reference manager reads: of a meeting, or of one statement.

`items.py` says what is cited, as a CSL-JSON item; `ris.py` and `bibtex.py` write the same item in
their own forms, by libraries that escape what the form gives a meaning to. The citation as a text
is in talks/citing.py.
"""
