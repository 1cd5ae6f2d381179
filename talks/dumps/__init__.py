"""Dumps: the whole public record as files, for who wants all of it.

tables.py says which tables there are, csv_files.py and sqlite_file.py write them, making.py reads
the record once for all files, folders.py keeps each dump whole, manifest.py says what is in it.
"""
