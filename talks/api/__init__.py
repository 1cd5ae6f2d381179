"""The API, version 1: the record as JSON for programs, at addresses of its own.

`v1` says what there is; `lists`, `things` and `searching` answer it, `problems` what goes wrong.
"""
