"""The files in hsg/files/ as objects, and the golden file of them.

Written anew, after a look at what changed, with `python -m tests.importers.hsg_golden`.
"""

import json
from pathlib import Path

from talks.importers.hsg.parse import parse

FILES = Path(__file__).parent / "hsg" / "files"
GOLDEN = Path(__file__).parent / "hsg" / "golden.json"


def found_in_files():
    parsed = parse([FILES])
    guesses = [[g.meeting, g.path, g.value, g.holds] for g in parsed.guesses]
    problems = [problem.text for problem in parsed.problems]
    return {"objects": parsed.objects, "guesses": guesses, "problems": problems}


if __name__ == "__main__":
    text = json.dumps(found_in_files(), ensure_ascii=False, indent=1)
    GOLDEN.write_text(text + "\n", encoding="utf-8")
