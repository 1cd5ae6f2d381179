"""Writes XLSX files with texts alone: the templates that staff fill in. Nothing here reads one."""

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The styles: ordinary cells, and bold ones for headings. All are texts, so that Excel makes no
# dates of what looks like one.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/>'
    '<sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" '
    'applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>'
)


def workbook(sheets):
    """The bytes of a workbook; `sheets` are pairs of name and rows of texts, headings first."""
    names = [name for name, _ in sheets]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", HEAD + content_types(names))
        archive.writestr("_rels/.rels", HEAD + links([("officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/workbook.xml", HEAD + book(names))
        parts = [("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(names, 1)]
        parts.append(("styles", "styles.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", HEAD + links(parts))
        archive.writestr("xl/styles.xml", HEAD + STYLES)
        for number, (_, rows) in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", HEAD + sheet(rows))
    return out.getvalue()


def content_types(names):
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n, _ in enumerate(names, 1)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{sheets}</Types>'
    )


def links(parts):
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def book(names):
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{sheets}</sheets></workbook>'


def sheet(rows):
    lines = "".join(
        f'<row r="{n}">{"".join(cell(text, n == 1) for text in row)}</row>'
        for n, row in enumerate(rows, 1)
    )
    freeze = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'state="frozen"/></sheetView></sheetViews><cols><col min="1" max="30" width="22" '
        'style="0" customWidth="1"/></cols>'
    )
    return f'<worksheet xmlns="{MAIN}">{freeze}<sheetData>{lines}</sheetData></worksheet>'


def cell(text, is_heading):
    clean = escape(NOT_XML.sub("\ufffd", text))
    return (
        f'<c s="{int(is_heading)}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'
    )
