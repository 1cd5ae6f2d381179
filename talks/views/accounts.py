"""What was said at a meeting, laid out for reading: side by side by issue, or in the order said."""

from copy import copy
from dataclasses import dataclass, field
from itertools import groupby

from django.urls import reverse
from django.utils.text import Truncator

from talks import citing, sentences
from talks.models import Issue
from talks.models.choices import StatementAct, StatementWording

MOST_COLUMNS = 4
MATTERS_NAMED = 0.5  # of the statements, for rows by issue to tell more than the order said


@dataclass
class Said:
    """One statement as it stands at one place of the page; `anchor` at the first place only.

    `also` holds its issues, but for the one it stands under, whose stance is `stance`.
    """

    row: object
    address: str
    cited: str
    how: str
    day: str
    post: str
    speaker: object
    joint_speakers: list
    jointly: list
    behalf: list
    to: list
    also: list
    anchor: str
    differing_posts: list
    stance: object = None
    has_post: bool = True
    has_how: bool = True
    citations: list = ()

    @property
    def makers(self):
        return list(dict.fromkeys([self.row.party, *self.jointly]))

    @property
    def has_original(self):
        """Whether more is to be said of the original than `how` does."""
        row = self.row
        return bool(
            row.original_text
            or row.translator
            or (row.original_language and row.wording != StatementWording.TRANSLATED)
        )

    @property
    def is_silence(self):
        return self.row.act == StatementAct.NO_COMMENT

    @property
    def voice(self):
        """Whose words a reader hears: statements alike in this are read on without a break."""
        row = self.row
        joined = [one.pk for one in [*self.jointly, *self.behalf, *self.joint_speakers]]
        return row.party_id, row.speaker_id, row.speaker_title, *joined


@dataclass
class Pointer:
    """Where, under another issue, the words stand that are on this one too."""

    said: Said
    stance: object
    words: str


@dataclass
class OnIssue:
    """An issue of a statement, and what its stance says in words ("" for none)."""

    issue: object
    stance: str
    words: str


@dataclass
class Column:
    """A party that is heard; None for those who spoke for none."""

    party: object
    name: str


@dataclass
class Cell:
    """What one party, or several jointly, said on one issue."""

    names: str
    entries: list = field(default_factory=list)
    span: int = 1
    is_joint_elsewhere: bool = False


@dataclass
class Group:
    """The rows of one issue; None for other matters. `lines` holds lists of cells."""

    issue: object
    lines: list


@dataclass
class Run:
    """Statements of one voice, one after the other; `how` where all were said alike."""

    first: Said
    said: list
    how: str


def accounts_of(meeting, delegations, statements, addresses):
    """The statements of a page as `columns` and `groups`, or as `runs` where these read better.

    With `issues`, those of the meeting that no group is on. No query: reads what `load_people()`
    brought.
    """
    said = [said_here(meeting, row, addresses) for row in statements]
    columns = columns_of(meeting, delegations, said)
    on_issues = sum(bool(one.also) for one in said)
    issues = [Issue(**row) for row in meeting.issue_rows]
    if not said or len(columns) > MOST_COLUMNS or on_issues < MATTERS_NAMED * len(said):
        return {"runs": runs_of(said), "issues": issues}
    groups = groups_of(issues, said, columns)
    shown = {group.issue.slug for group in groups if group.issue}
    left = [issue for issue in issues if issue.slug not in shown]
    return {"columns": columns, "groups": groups, "issues": left}


def said_here(meeting, row, addresses):
    path = reverse("statement_detail", args=[meeting.slug, row.slug])
    post, joint_speakers = row.post_on_the_day(), row.joint_speakers
    tied = row.parties_by_role()
    jointly = tied["jointly_with"]
    maker = maker_in_words(row, post, [*joint_speakers, *jointly])
    return Said(
        row=row,
        address=addresses.link(path),
        cited=citing.cite_statement(row, maker, meeting, addresses.cited(path)),
        how=row.how,
        day="" if row.said_on == meeting.starts else row.day,
        post=post,
        speaker=row.speaker,
        joint_speakers=joint_speakers,
        jointly=jointly,
        behalf=tied["on_behalf_of"],
        to=tied["to"],
        also=on_issues(row),
        anchor=row.slug,
        differing_posts=row.post_differs() if row.speaker and row.speaker_title else [],
    )


def on_issues(row):
    return [
        OnIssue(on.issue, on.stance, sentences.stance_in_words(on.stance, on.issue.question))
        for on in row.statement_issues.all()
    ]


def maker_in_words(row, post, joined):
    """As in "Wendy Sherman, Deputy Secretary of State (United States)"."""
    party = row.party.name_on(row.first_day) if row.party else ""
    person = ", ".join(filter(None, [str(row.speaker or ""), post]))
    maker = f"{person} ({party})" if person and party else person or party
    return f"{maker} with {sentences.in_a_row(map(str, joined))}" if joined else maker


# In the order said


def runs_of(said):
    """Consecutive statements of one voice together, so that each maker is named once."""
    runs = []
    for _, together in groupby(said, key=lambda one: one.voice):
        together = list(together)
        alike = {(one.how, one.day) for one in together}
        how = together[0].how if len(alike) == 1 and len(together) > 1 else ""
        for one in together:
            one.has_how = not how
        name_once(together)
        runs.append(Run(together[0], together, how))
    return runs


# Side by side


def columns_of(meeting, delegations, said):
    """The parties that made statements here: those with a seat in their order, then others."""
    heard = dict.fromkeys(party for one in said for party in one.makers)
    seated = [row.party for row in delegations if row.party in heard]
    parties = dict.fromkeys([*seated, *heard])
    return [
        Column(party, party.name_on(meeting.first_day) if party else "No party on record")
        for party in parties
    ]


def groups_of(issues, said, columns):
    """A group for each issue, in the meeting's own order, and what is on no issue last."""
    entries = {issue.slug: [] for issue in issues}
    named = {}
    for one in said:
        for place, on in enumerate(one.also):
            named[on.issue.slug] = on.issue
            entries.setdefault(on.issue.slug, []).append(entry_of(one, place, on))
    found = [Group(named[slug], lines_of(rows, columns)) for slug, rows in entries.items() if rows]
    others = [one for one in said if not one.also]
    return [*found, Group(None, lines_of(others, columns))] if others else found


def entry_of(said, place, on):
    """The words under the first of their issues, a pointer to them under the others."""
    if place == 0:
        return copied(said, stance=on, also=said.also[1:])
    words = Truncator(" ".join(said.row.text.split())).words(8, truncate=" …")
    return Pointer(said, on, words)


def lines_of(entries, columns):
    """A row with what each party said by itself, then one for each set that spoke jointly.

    What neighbours in the table said jointly stands once, across their columns; else it stands in
    each one's column, and only the first has the anchor.
    """
    alone, joint = [Cell(column.name) for column in columns], {}
    for entry in entries:
        makers = makers_of(entry)
        places = [place for place, column in enumerate(columns) if column.party in makers]
        if len(places) == 1:
            alone[places[0]].entries.append(entry)
        elif places[-1] - places[0] == len(places) - 1:
            joint.setdefault((places[0], places[-1] + 1), []).append(entry)
        else:
            for number, place in enumerate(places):
                alone[place].entries.append(copy_of(entry) if number else entry)
    lines = [joint_line(columns, first, end, rows) for (first, end), rows in joint.items()]
    for first, end in joint:
        for cell in alone[first:end]:
            cell.is_joint_elsewhere = True
    if not lines or any(cell.entries or not cell.is_joint_elsewhere for cell in alone):
        lines.insert(0, alone)
    for line in lines:
        for cell in line:
            cell.entries.sort(key=lambda entry: isinstance(entry, Pointer))
            name_once(cell.entries)
    return lines


def joint_line(columns, first, end, entries):
    """A row in which one cell spans the columns from `first` to before `end`."""
    cells = [Cell(column.name, is_joint_elsewhere=True) for column in columns]
    names = sentences.in_a_row(cell.names for cell in cells[first:end])
    return [*cells[:first], Cell(names, entries, end - first), *cells[end:]]


def makers_of(entry):
    return entry.said.makers if isinstance(entry, Pointer) else entry.makers


def copy_of(entry):
    return entry if isinstance(entry, Pointer) else copied(entry, anchor="")


def copied(said, **fields):
    said = copy(said)
    for name, value in fields.items():
        setattr(said, name, value)
    return said


def name_once(entries):
    """A speaker's post and a source's name stand where they first come, not at each statement."""
    speakers, source = set(), None
    for entry in entries:
        if isinstance(entry, Pointer):
            continue
        voice = (entry.row.speaker_id, entry.post)
        entry.has_post = voice not in speakers
        speakers.add(voice)
        entry.citations = []
        for citation in entry.row.citations.all():
            entry.citations.append((citation, citation.source_id != source))
            source = citation.source_id if citation.locator else None
