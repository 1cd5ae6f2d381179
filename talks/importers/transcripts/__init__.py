"""Transcripts ("Name (Party): text") as lines of the record file: one statement a speech."""
