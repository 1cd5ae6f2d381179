"""The tables of a dump as one SQLite file, with keys, indexes and full-text search."""

from contextlib import closing

from sqlite_utils import Database

from .tables import TABLES

AT_ONCE = 1_000
# What search is for, by table; Datasette offers a box for it.
SEARCHED = {
    "meetings": ["title", "summary", "outcome"],
    "statements": ["text", "original_text"],
    "follow_ups": ["text", "outcome"],
    "officials": ["name", "native_name", "other_names"],
    "sources": ["title", "publisher", "author"],
}


class SqliteFile:
    """A context: the file is whole when it ends without a problem."""

    def __init__(self, path):
        self.database = Database(path, execute_plugins=False)
        self.waiting = {table: [] for table in TABLES}
        # A file that is not finished is thrown away: it needs no journal.
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self.database.conn.execute(f"PRAGMA {pragma}")

    def __enter__(self):
        for table in TABLES:
            self.database[table.name].create(
                {column.name: column.type for column in table.columns},
                pk=table.key,
                foreign_keys=[
                    (column.name, column.names, key_of(column.names))
                    for column in table.columns
                    if column.names
                ],
            )
        return self

    def add(self, table, row):
        waiting = self.waiting[table]
        waiting.append(row)
        if len(waiting) >= AT_ONCE:
            self.write(table)

    def write(self, table):
        rows, self.waiting[table] = self.waiting[table], []
        if rows:
            names = [column.name for column in table.columns]
            self.database[table.name].insert_all(dict(zip(names, row, strict=True)) for row in rows)

    def __exit__(self, kind, problem, trace):
        with closing(self.database):
            if problem is None:
                self.finish()

    def finish(self):
        for table in TABLES:
            self.write(table)
        self.check()
        self.database.index_foreign_keys()
        for name, columns in SEARCHED.items():
            self.database[name].enable_fts(columns, tokenize="porter unicode61")
        self.database.analyze()

    def check(self):
        """The record file names nothing that it does not hold; nor may the tables."""
        loose = self.database.conn.execute("PRAGMA foreign_key_check").fetchmany(5)
        if loose:
            raise ValueError(f"Rows of the dump name what is not in it: {loose}.")


def key_of(name):
    return next(table.key for table in TABLES if table.name == name)
