"""What a parser of somebody else's format finds: objects of the record file, problems, guesses.

Plain data, without a query: golden files hold it. What becomes of it is in writing.py.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """What could not be read, said in a sentence, and where in the file it stands."""

    file: str
    line: int
    text: str

    def __str__(self):
        line = f"line {self.line}: " if self.line else ""
        return f"{self.file}: {line}{self.text}"


@dataclass(frozen=True)
class Guess:
    """A value that the source does not say outright.

    `meeting` is the meeting's id; `path` leads to the value in the meeting's object:
    `delegations[1].delegates[0].title`. One that `holds` keeps a new meeting a draft until staff
    have seen it; one that does not is listed for them, and the page says no more than the source.
    """

    meeting: str
    path: str
    value: str
    why: str
    holds: bool = True


@dataclass
class Parsed:
    """`objects` are lines of a record file: meetings, or one noun alone (`{"official": {…}}`).

    `places` says of each object, at the same index, from which file and line it was made; what is
    added without a place is told by its number. `left_out` counts in words what was not wanted:
    `{"documents that are no memorandum of conversation": 12}`.
    """

    objects: list[dict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    places: dict[int, tuple[str, int]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    def add(self, data, file="", line=0):
        """Take in one object, made from a line of a file."""
        if file:
            self.places[len(self.objects)] = file, line
        self.objects.append(data)

    def refuse(self, file, line, text):
        self.problems.append(Problem(file, line, text))

    def guess(self, meeting, path, value, why, holds=True):
        self.guesses.append(Guess(meeting, path, value, why, holds))

    def leave_out(self, what, number=1):
        if number:
            self.left_out[what] = self.left_out.get(what, 0) + number

    def extend(self, other):
        """Take in what was found in another file."""
        start = len(self.objects)
        self.objects += other.objects
        self.problems += other.problems
        self.guesses += other.guesses
        self.places |= {start + index: place for index, place in other.places.items()}
        for what, number in other.left_out.items():
            self.leave_out(what, number)
