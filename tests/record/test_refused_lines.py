"""Each line that is refused by itself: with number, path and sentence, and no other trace."""

import pytest

from .lines import meeting, refusal
from .refused_lines import REFUSED

pytestmark = pytest.mark.django_db
CASES = [
    pytest.param(*case, id=f"{kind}-{number}-{case[1]}")
    for kind, cases in REFUSED.items()
    for number, case in enumerate(cases)
]


@pytest.mark.parametrize("line, path, reason", CASES)
def test_line_is_refused(line, path, reason):
    said = refusal(meeting("sound"), b"\n", line)
    start = f"line 3: {path}: " if path else "line 3: "
    assert any(problem.startswith(start) and reason in problem for problem in said), said
    assert all(problem.startswith("line 3: ") for problem in said)
    assert all(len(problem) < 1000 and problem.isprintable() for problem in said)


def test_every_kind_has_cases():
    assert all(len(cases) > 4 for cases in REFUSED.values())
    assert len(CASES) > 300
