"""XLSX files of another program: dates, numbers, formulas, and what is out to hurt."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from talks.importers import xlsx_parts
from talks.importers.sheets import BadCell, TableError
from talks.importers.templates import template_workbook
from talks.importers.workbooks import workbook
from talks.importers.xlsx_sheets import opened


def read(path):
    with opened(path) as sheets:
        return {sheet.name: list(sheet.rows) for sheet in sheets}


def cells_of(tmp_path, write):
    """The cells of the first row of a file that XlsxWriter wrote."""
    path = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(path) as book:
        write(book, book.add_worksheet("Rows"))
    return read(path)["Rows"][0][1]


def test_values_come_as_they_are_shown(tmp_path):
    def write(book, sheet):
        styles = {p: book.add_format({"num_format": p}) for p in ("d mmm yyyy", "hh:mm", "0.00")}
        sheet.write(0, 0, "Ryabkov, “Рябков”\nline")
        sheet.write(0, 1, 480)
        sheet.write(0, 2, 46.25)
        sheet.write(0, 3, date(2022, 1, 10), styles["d mmm yyyy"])
        sheet.write(0, 4, time(14, 30), styles["hh:mm"])
        sheet.write(0, 5, datetime(2022, 1, 10, 14, 30), styles["d mmm yyyy"])
        sheet.write(0, 6, True)
        sheet.write(0, 7, 2022)
        sheet.write(0, 9, 44571, styles["0.00"])
        sheet.write_rich_string(0, 10, "a ", book.add_format({"bold": True}), "bold", " word")

    assert cells_of(tmp_path, write) == [
        "Ryabkov, “Рябков”\nline",
        "480",
        "46.25",
        "2022-01-10",
        "14:30",
        "2022-01-10 14:30",
        "yes",
        "2022",
        "",
        "44571",
        "a bold word",
    ]


def test_dates_of_old_macs_are_the_same_days(tmp_path):
    path = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        day = book.add_format({"num_format": 14})
        book.add_worksheet().write(0, 0, datetime(2022, 1, 10), day)
    assert read(path)["Sheet1"] == [(1, ["2022-01-10"])]


def test_formulas_and_errors_are_refused(tmp_path):
    def write(book, sheet):
        sheet.write_formula(0, 0, '=HYPERLINK("https://example.org")', None, "text")
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")

    cells = cells_of(tmp_path, write)
    assert [cell.reason for cell in cells] == ["holds a formula: paste its value instead"] * 2


def test_rows_keep_their_numbers_and_hidden_sheets_are_left_out(tmp_path):
    path = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Shown").write(6, 0, "seventh")
        book.add_worksheet("Hidden").hide()
    assert read(path) == {"Shown": [(7, ["seventh"])]}


def test_cells_at_far_corners_cost_nothing(tmp_path):
    path = tmp_path / "rows.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "first")
        sheet.write(1_048_575, 0, "last")
    assert read(path)["Sheet1"] == [(1, ["first"]), (1_048_576, ["last"])]
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 16_383, "far")
    with pytest.raises(TableError, match="more than 1,000 cells"):
        read(path)


def test_another_program_reads_the_template():
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_workbook()))
    assert book.sheet_names[:3] == ["meetings", "delegates", "statements"]
    rows = book.get_sheet_by_name("statements").to_python()
    assert rows[0][:3] == ["meeting", "id", "party"]
    assert rows[1][10] == "press_conference"


def repacked(tmp_path, **parts):
    """A workbook with some of its parts replaced; dots are written as underscores."""
    path, plain = tmp_path / "bad.xlsx", zipfile.ZipFile(io.BytesIO(workbook([("a", [["b"]])])))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            key = name.rpartition("/")[2].partition(".")[0]
            archive.writestr(name, parts.get(key, plain.read(name)))
    return path


def test_bomb_is_stopped_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_parts, "UNPACKED_AT_MOST", 1024**2)
    path = repacked(tmp_path, sheet1=b"<worksheet>" + b" " * 50 * 1024**2 + b"</worksheet>")
    assert path.stat().st_size < 100_000
    with pytest.raises(TableError, match="unpacks to more than 1 MB"):
        read(path)


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>',
        b"<worksheet><sheetData>",
        b"nothing",
    ],
)
def test_broken_or_clever_xml_is_refused(tmp_path, sheet):
    with pytest.raises(TableError):
        read(repacked(tmp_path, sheet1=sheet))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (b'<c r="A1" t="s"><v>99</v></c>', BadCell("cannot be read")),
        (b'<c r="A1" s="77"><v>1</v></c>', BadCell("cannot be read")),
        (b'<c r="A1"><v>many</v></c>', BadCell("cannot be read")),
        (b'<c r="A1"><v>1e309</v></c>', "inf"),
        (b'<c t="str"><v>no place</v></c>', "no place"),
        (b'<c r="A1" t="e"><v>#REF!</v></c>', BadCell("holds an error: #REF!")),
    ],
)
def test_damaged_cell_is_a_bad_cell(tmp_path, cell, text):
    sheet = b'<worksheet><sheetData><row r="1">' + cell + b"</row></sheetData></worksheet>"
    assert read(repacked(tmp_path, sheet1=sheet))["a"] == [(1, [text])]


def test_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    for content in (b"", b"text", b"PK\x03\x04broken"):
        path.write_bytes(content)
        with pytest.raises(TableError, match="is not an XLSX file"):
            read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/passwd", "a")
    with pytest.raises(TableError, match="is not an XLSX file"):
        read(path)
