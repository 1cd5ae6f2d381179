"""Whether the addresses of sources still answer.

`asking.py` asks one address over HTTP, without reaching into our own network; `checking.py` knows
which are due, and keeps what they said.
"""
