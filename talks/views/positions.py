"""The positions on an issue as a table: which parties have a column, what stands in a cell."""

from dataclasses import dataclass
from urllib.parse import urlencode

from talks.filters.fields import MAX_VALUES, NounField
from talks.models import Party, Statement
from talks.models.choices import Stance
from talks.models.positions import Position, for_links, latest_recorded, parties_heard

from .pagination import page_of

COLUMNS = 4
MEETINGS_ON_A_PAGE = 20
LATEST_MOVES = 10
OTHERS_LINKED = 3
NO_PARTY = Party(name="No party named")


@dataclass
class Columns:
    """The parties that have a column; `is_chosen` when the reader named them.

    `heard` are all parties with a statement on the issue; `misses` say which could not be shown.
    """

    parties: list
    heard: list
    is_chosen: bool
    misses: list

    most = MAX_VALUES

    @property
    def query(self):
        """The query string that asks for these columns."""
        chosen = [party.slug for party in self.parties] if self.is_chosen else []
        return urlencode({"party": chosen}, doseq=True)

    @property
    def hides_some(self):
        return len(self.heard) > COLUMNS

    @property
    def by_name(self):
        return sorted(self.heard, key=lambda party: party.sort_key)

    def of(self, positions):
        """The positions of the parties chosen; all of them where none was."""
        if not self.is_chosen:
            return positions
        return [row for row in positions if row.party in {party.pk for party in self.parties}]


@dataclass
class Cell:
    """What one party said at one meeting: the latest with a stance, and others beside it.

    `change` is the last of them that changed the party's stance; `other_count` counts `others`
    and those that are not linked.
    """

    party: Party
    shown: Position | None = None
    change: Position | None = None
    others: tuple = ()
    other_count: int = 0


def columns_for(request, positions):
    """The parties that `?party=` names, else the few with the most recorded stances."""
    heard = parties_heard(positions)
    asked = NounField(Party).clean(request.GET.getlist("party"))
    chosen = [party for _, party in asked.pairs]
    parties = chosen or heard[:COLUMNS]
    if not chosen and any(row.party is None for row in positions):
        parties = [*parties, NO_PARTY]
    return Columns(parties, heard, bool(chosen), asked.misses)


def positions_page(request, positions, columns):
    """All that the page shows of `positions`, with the statements by primary key. Eight queries.

    `statements` are those that are quoted, `links` those that are only linked.
    """
    page = page_of(request, rows_of(positions, columns), MEETINGS_ON_A_PAGE)
    rows = [cells_of(by_party, columns) for by_party in page]
    cells = [cell for row in rows for cell in row if cell.shown]
    moves = [position for position in reversed(positions) if position.changed_from]
    standings = standings_of(positions, columns)
    quoted = [cell.shown for cell in cells] + with_what_was_before(moves[:LATEST_MOVES])
    linked = [other for cell in cells for other in cell.others]
    linked += [latest for _, _, holders in standings for _, latest in holders if latest]
    linked += [cell.change.changed_from for cell in cells if cell.change]
    return {
        "page": page,
        "rows": [(first_shown(row), row) for row in rows],
        "moves": moves[:LATEST_MOVES],
        "move_count": len(moves),
        "standings": standings,
        "statements": Statement.objects.for_list_page().in_bulk(ids_of(quoted)),
        "links": for_links(ids_of(linked)),
    }


def first_shown(cells):
    return next(cell.shown for cell in cells if cell.shown)


def with_what_was_before(moves):
    return moves + [position.changed_from for position in moves]


def ids_of(positions):
    return {position.statement for position in positions}


def rows_of(positions, columns):
    """For each meeting at which a party of `columns` spoke: its positions by party.

    In order of time.
    """
    shown = {party.pk for party in columns.parties}
    rows = {}
    for position in positions:
        if position.party in shown:
            by_party = rows.setdefault(position.meeting_order, {})
            by_party.setdefault(position.party, []).append(position)
    return [rows[order] for order in sorted(rows)]


def cells_of(by_party, columns):
    return [cell_of(party, by_party.get(party.pk, [])) for party in columns.parties]


def cell_of(party, positions):
    if not positions:
        return Cell(party)
    shown = next((row for row in reversed(positions) if row.stance), positions[-1])
    others = [row for row in positions if row is not shown]
    change = next((row for row in reversed(positions) if row.changed_from), None)
    return Cell(party, shown, change, others[-OTHERS_LINKED:], len(others))


def standings_of(positions, columns):
    """Where the parties stand: triples of a stance, its words, and pairs of party and position.

    Parties that spoke without a recorded stance come last.
    """
    latest = latest_recorded(positions)
    parties = columns.parties if columns.is_chosen else columns.heard
    groups = {value: [] for value in [*Stance.values, ""]}
    for party in sorted(parties, key=lambda party: party.sort_key):
        position = latest.get(party.pk)
        groups[position.stance if position else ""].append((party, position))
    words = dict(Stance.choices) | {"": "no stance recorded"}
    return [(value, words[value], held) for value, held in groups.items() if held]
