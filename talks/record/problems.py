"""What is wrong with a record file, said with file, line and path."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason to refuse. `line` counts from 1; `path` may be empty for the whole line.

    Without a line and a file it is about the record as a whole.
    """

    file: str
    line: int
    path: str
    reason: str

    def __str__(self):
        line = f"line {self.line}" if self.line else ""
        return ": ".join(filter(None, [line, self.path, self.reason]))


class RecordError(Exception):
    """A record file that is refused; `problems` says why, in order of the lines."""

    def __init__(self, problems, more=0):
        self.problems, self.more = problems, more
        super().__init__("\n".join(map(str, problems)))
