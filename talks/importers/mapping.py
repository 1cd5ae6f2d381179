"""Which headings of a file's own are read as which columns of ours.

A mapping is plain data, by the name of the sheet: `{"Said": {"kind": "", "columns": {"datum":
"on"}}}`, with headings as normal() has them; what it says of the sheet "" holds for all.
"""

from rapidfuzz import fuzz, process, utils

from .columns import normal

NEARLY = 72


def said_of(mapping, sheet, kind):
    """The kind of a sheet's rows, and columns by heading, as a mapping has them."""
    everywhere, here = mapping.get("", {}), mapping.get(sheet, {})
    kind = here.get("kind") or everywhere.get("kind") or kind
    return kind, everywhere.get("columns", {}) | here.get("columns", {})


def proposed(keys, columns):
    """Columns for headings that are nearly one of them, the nearest first; each column once."""
    found = {}
    pairs = [
        (score, key, column)
        for key in keys
        for column, score, _ in process.extract(
            key, columns, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=NEARLY
        )
    ]
    for _, key, column in sorted(pairs, key=lambda pair: -pair[0]):
        if key not in found and column not in found.values():
            found[key] = column
    return found


def columns_of(pairs):
    """The columns of pairs such as “Datum=starts”. ValueError for what is no pair."""
    columns = {}
    for pair in pairs:
        heading, _, column = pair.rpartition("=")
        key, column = normal(heading), normal(column)
        if not key or not column:
            raise ValueError(f'"{pair}" is not a heading and a column, as in Datum=starts')
        if columns.setdefault(key, column) != column:
            raise ValueError(f'"{heading}" is to be read as {columns[key]} and as {column}')
    return columns


def problems(columns, sheets):
    """Sentences about what of these columns fits none of the `Headings`."""
    return [said for key, column in columns.items() if (said := problem(key, column, sheets))]


def problem(key, column, sheets):
    with_it = [sheet for sheet in sheets if key in sheet.texts]
    if not with_it:
        there = ", ".join(dict.fromkeys(text for sheet in sheets for text in sheet.texts if text))
        return f'No heading is "{key}"; there are: {there[:1_000]}.'
    told = [sheet for sheet in with_it if sheet.kind]
    for sheet in told:
        if key in sheet.kind.by_heading and key != column:
            return f'"{key}" is a column of {sheet.kind.name} already, and stays it.'
    if told and not any(column in sheet.kind.by_heading for sheet in told):
        known = told[0].kind.by_heading
        near = proposed([column], list(known)).get(column)
        meant = f"did you mean {near}?" if near else f"they have: {', '.join(known)}."
        return f'"{column}" is no column of {told[0].kind.name}: {meant}'
    return ""
