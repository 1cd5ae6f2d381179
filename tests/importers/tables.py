"""Tables for tests: files as staff would send them."""

import csv
import io

from talks.importers.tables import Table
from talks.importers.workbooks import workbook

TALKS = "2022-01-10-geneva-us-russia-security-talks"


def csv_file(tmp_path, rows, name="rows.csv", **dialect):
    path = tmp_path / name
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return path


def csv_table(tmp_path, rows, kind="", **dialect):
    return Table(csv_file(tmp_path, rows, **dialect), "csv", kind)


def xlsx_table(tmp_path, *sheets, kind=""):
    path = tmp_path / "rows.xlsx"
    path.write_bytes(workbook(sheets))
    return Table(path, "xlsx", kind)


def lines_of(table):
    return [line.data for line in table.made()]


def faults_of(table):
    return [(row.place, heading, reason) for row, heading, reason in table.faults()]
