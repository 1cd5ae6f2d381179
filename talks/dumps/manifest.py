"""What is in a dump: `manifest.json` for programs and the page, `SHA256SUMS` for `sha256sum -c`."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .tables import TABLES

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
RECORD, SCHEMA, DATABASE = "record.jsonl.gz", "record-file.schema.json", "record.db"
# The version of the record file, and of what tables and this manifest are like.
VERSIONS = {"record_file": 1, "dump": 1}
ABOUT = {
    RECORD: "The whole record as a record file, packed: what another site like this reads.",
    DATABASE: "All tables as one SQLite database, with keys and full-text search.",
    SCHEMA: "The JSON Schema of a line of the record file.",
}


@dataclass(frozen=True)
class File:
    """A file of a dump; `rows` is None for one that is no table."""

    name: str
    about: str
    bytes: int
    sha256: str
    rows: int | None = None


def about(name):
    return ABOUT.get(name) or f"The table {name.removesuffix('.csv')} of that database, as CSV."


def told(folder, counts):
    """The files of a folder, those that hold everything first."""
    order = [*ABOUT, *(f"{table.name}.csv" for table in TABLES)]
    return [file_of(folder / name, counts.get(name)) for name in order]


def file_of(path, rows):
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(path.name, about(path.name), path.stat().st_size, digest, rows)


def write(folder, made_at, licence, counts):
    files = told(folder, counts)
    data = {
        "made_at": made_at.isoformat(timespec="seconds"),
        "versions": VERSIONS,
        "licence": licence,
        "files": [
            {key: value for key, value in vars(file).items() if value is not None} for file in files
        ],
    }
    text = json.dumps(data, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    sums = [*files, file_of(folder / MANIFEST, None)]
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in sums)
    (folder / SUMS).write_text(lines, encoding="utf-8")


@dataclass(frozen=True)
class Manifest:
    """A dump that was made: when, under which licence, and its files by name."""

    folder: Path
    made_at: datetime
    licence: str
    files: dict

    @property
    def everything(self):
        return [file for file in self.files.values() if file.name in ABOUT]

    @property
    def tables(self):
        return [file for file in self.files.values() if file.rows is not None]


def read(folder):
    """The `Manifest` of a dump; None where there is none, or it has just been removed."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError:
        return None
    files = {file["name"]: File(**file) for file in data["files"]}
    return Manifest(folder, datetime.fromisoformat(data["made_at"]), data["licence"], files)
