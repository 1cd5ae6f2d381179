"""The record file, version 1: its schema, how it is read, imported and exported."""
