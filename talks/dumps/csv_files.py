"""The tables of a dump as CSV files, a file each; no spreadsheet runs their cells."""

import csv
from contextlib import ExitStack

from talks.csv_files import guarded

from .tables import TABLES


class CsvFiles:
    """A context: the files are whole when it ends."""

    def __init__(self, folder):
        self.folder, self.files, self.writers = folder, ExitStack(), {}

    def __enter__(self):
        for table in TABLES:
            path = self.folder / f"{table.name}.csv"
            file = self.files.enter_context(path.open("w", encoding="utf-8", newline=""))
            self.writers[table] = csv.writer(file)
            self.writers[table].writerow(column.name for column in table.columns)
        return self

    def __exit__(self, *problem):
        self.files.close()

    def add(self, table, row):
        self.writers[table].writerow(map(guarded, row))
