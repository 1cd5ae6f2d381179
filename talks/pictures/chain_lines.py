"""How the links of the chain's picture run between its stops, as paths of an SVG.

Where the stops stand is worked out in chain.py, in the same units.
"""

from dataclasses import dataclass

RADIUS = 14
# Room above a lane for links over other stops, and beside a stop's text for links that pass.
ARC_ROOM, GUTTER = 16, 26
BEND = 7
# Links of several kinds that leave one stop run beside each other, this far apart.
APART = 5


@dataclass(frozen=True)
class Line:
    path: str
    kind: str


def lines_of(nodes, links, titled_step):
    """The links between the stops of one band, and stubs for those that lead out of it.

    `titled_step` is the distance between stops with titles, and nought where they have none.
    """
    at = {node.stop.key: node for node in nodes}
    ends = [(at.get(link.start), at.get(link.end), link.kind) for link in links]
    shifts = shifts_of(ends) if titled_step else {}
    lines = []
    for start, end, kind in ends:
        if start and end:
            shift = shifts.get((start.stop.key, kind)) if is_across(start, end) else None
            if shift is None:
                path = path_between(start, end, nodes)
            else:
                turn = start.x + titled_step - RADIUS - GUTTER / 2
                path = path_by_gutter(start, end, turn, shift, nodes)
            lines.append(Line(path, kind))
        elif start:
            lines.append(Line(f"M{start.x} {start.y}h{RADIUS + 9}m-4-4l4 4l-4 4", "stub"))
        elif end:
            lines.append(Line(f"M{end.x - RADIUS - 9} {end.y}h9", "stub"))
    return lines


def is_across(start, end):
    """Whether a link leads on in time, from one lane to another."""
    return start.x < end.x and start.y != end.y


def shifts_of(ends):
    """How far beside its middle a link runs in the gutter, by its start and kind."""
    nearest = {}
    for start, end, kind in ends:
        if start and end and is_across(start, end):
            kinds = nearest.setdefault(start.stop.key, {})
            kinds[kind] = min(end.y, kinds.get(kind, end.y))
    return {
        (start, kind): (rank - (len(kinds) - 1) / 2) * APART
        for start, kinds in nearest.items()
        for rank, kind in enumerate(sorted(kinds, key=lambda kind: (kinds[kind], kind)))
    }


def path_by_gutter(start, end, turn, shift, nodes):
    """Along the gutter beside the start's text, then along the end's lane: past all texts.

    What runs highest turns last, so that the lines of a bundle do not cross where they turn.
    """
    is_down = end.y > start.y
    x, bend = (turn - shift, BEND) if is_down else (turn + shift, -BEND)
    x, y, first = round(x, 1), end.y, start.y + shift
    over = RADIUS + 5 if any(node.y == y and x < node.x < end.x for node in nodes) else 0
    y -= over
    path = f"M{start.x} {first}H{x - BEND}q{BEND} 0 {BEND} {bend}V{y - bend}q0 {bend} {BEND} {bend}"
    return f"{path}H{end.x - over}" + (f"q{over} 0 {over} {over}" if over else "")


def path_between(start, end, nodes):
    """Straight along a lane; over what stands between in it; in an S from lane to lane."""
    if start.y != end.y:
        middle = (start.x + end.x) / 2
        return f"M{start.x} {start.y}C{middle} {start.y} {middle} {end.y} {end.x} {end.y}"
    low, high = sorted([start.x, end.x])
    if any(node.y == start.y and low < node.x < high for node in nodes):
        lift = 2 * (ARC_ROOM + RADIUS)
        return f"M{start.x} {start.y}Q{(low + high) / 2} {start.y - lift} {end.x} {end.y}"
    return f"M{start.x} {start.y}H{end.x}"
