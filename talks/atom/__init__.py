"""The record as Atom feeds (RFC 4287): `entries.py` says what an entry is, `files.py` writes them.

The XML is Django's. Which rows a feed holds is for the views to say (talks/views/feeds.py).
"""
