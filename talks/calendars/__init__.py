"""The record as iCalendar files (RFC 5545): meetings on their days, promises when they fall due.

`spans.py` says on which days an entry stands, `meetings.py` and `promises.py` what it says,
`texts.py` how words go into a calendar, `files.py` what stands around the entries. The format
itself is written by the `icalendar` package. Why it is so: docs/decisions/calendars.md.
"""
