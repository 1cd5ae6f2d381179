"""Travels, visits and posts as HistoryAtState publishes them (XML), as objects of the record file.

Nothing here asks the record, on_record.py apart.
"""
