"""Imports point downwards only, so that a reader can start at the bottom."""

import ast
from pathlib import Path

import pytest

import talks

ROOT = Path(talks.__file__).parent
# Each part of the house, and the parts that may lie below it. What is not named may be used by all.
ALLOWED = {
    "dates": set(),
    "folding": set(),
    "kept_counts": set(),
    "csv_files": set(),
    "body_limit": set(),
    "pictures": set(),
    "world": {"folding"},
    "signin": set(),
    "roles": set(),
    "sentences": {"dates"},
    "citing": {"dates"},
    "written_dates": {"dates"},
    "search": {"folding"},
    "excerpts": {"folding", "search"},
    "models": {"dates", "folding", "search", "sentences"},
    "name_search": {"search", "models"},
    "work_queue": {"models", "kept_counts"},
    "links": {"models"},
    "record": {"dates", "folding", "search", "models"},
    "history": {"dates", "folding", "search", "models", "sentences"},
    "revisions": {"dates", "folding", "search", "models", "history"},
    "proposals": {"models", "record", "history", "revisions"},
    "merging": {"dates", "folding", "search", "models", "history", "revisions"},
    "outcome_mail": {"models"},
    "importers": {"dates", "folding", "search", "written_dates", "csv_files", "models", "record"},
    "dumps": {"dates", "csv_files", "models", "record", "importers"},
    "import_jobs": {"models", "record", "importers", "proposals"},
    "following": {"dates", "sentences", "excerpts", "search", "models", "filters"},
    "facets": {"models"},
    "filters": {"dates", "folding", "search", "models"},
    "data_forms": {"filters"},
    "plain_text": set(),
    "calendars": {"dates", "sentences", "citing", "plain_text", "models"},
    "atom": {"dates", "sentences", "citing", "plain_text", "models", "history"},
    "iso_dates": {"dates"},
    "popolo": {"folding", "iso_dates", "record"},
    "akoma_ntoso": {"dates", "citing", "models"},
    "structured_data": {"iso_dates", "models"},
    "as_of": {"dates", "models", "history"},
    "references": {"dates", "sentences", "citing", "models"},
}

BELOW_VIEWS = set(ALLOWED)
TOPS = ["views", "admin", "feeds", "sitemaps", "api", "management", "templatetags"]
ALLOWED |= {top: BELOW_VIEWS for top in TOPS}
# The API is another form of the pages: old ids, and search, are answered in one place.
BESIDE = {"api": {"views", "converters"}}
NOT_IMPORTED = {"views", "admin", "feeds", "sitemaps", "api", "management", "urls"}


def modules():
    return [path for path in sorted(ROOT.rglob("*.py")) if "migrations" not in path.parts]


def part_of(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_parts(path):
    """The parts of `talks` that a module imports, inside functions too."""
    package = ("talks", *path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join([*base, *filter(None, [node.module])])
            names = [f"{stem}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("talks."):
                yield name.split(".")[1]


def test_the_house_is_not_empty():
    parts = {part_of(path) for path in modules()}
    assert {"models", "admin", "dates", "folding", "search", "urls"} <= parts


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path):
    part, below = part_of(path), set(imported_parts(path))
    below -= {part, *BESIDE.get(part, ())}
    assert below <= ALLOWED.get(part, below), f"{part} may not import these"
    assert part == "urls" or not below & NOT_IMPORTED


def test_models_are_imported_by_no_other_way():
    """What stands beside the models (settings, keys, the private server) does without them."""
    for path in modules():
        if part_of(path) in {"settings", "environment", "keyfile", "postgres", "wsgi"}:
            assert not set(imported_parts(path)) & {"models", "record", "filters"}, path
