"""The golden files of FRUS: `python -m tests.importers.frus_golden` writes them anew."""

import json
import os
from dataclasses import asdict
from pathlib import Path

FILES = sorted(Path(__file__).with_name("frus").glob("*.xml"))


def as_plain(path):
    """What is found in a file, as JSON would have it, with the file's name alone."""
    from talks.importers import frus

    found = asdict(frus.parse([path]))
    del found["places"]
    for problem in found["problems"]:
        problem["file"] = Path(problem["file"]).name
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talks.settings")
    import django

    django.setup()
    for file in FILES:
        text = json.dumps(as_plain(file), indent=1, ensure_ascii=False) + "\n"
        file.with_suffix(".json").write_text(text, encoding="utf-8")
