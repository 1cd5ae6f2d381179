"""Is a line what the schema and the rules within one line allow? Every problem gets its path.

Rules that need the record, or other lines, are in names.py and importer.py.
"""

from difflib import get_close_matches

from pydantic import ValidationError

from talks import dates

from . import schema, values
from .mentions import mentions, noun_of
from .reader import printable
from .shapes import NOUNS, SHAPE_OF, item_keys, joined

WRONG_TYPE = {
    "string_type": "is not text",
    "int_type": "is not a whole number",
    "float_type": "is not a number",
    "bool_type": "is not true or false",
    "list_type": "is not a list",
    "dict_type": "is not an object",
    "model_type": "is not an object",
    "model_attributes_type": "is not an object",
    "finite_number": "is not a finite number",
    "recursion_loop": "is nested too deep",
    "recursion_depth_exceeded": "is nested too deep",
}
KEYS = sorted(
    {
        part
        for shape in SHAPE_OF.values()
        if shape.item
        for key in item_keys(shape.item)
        for part in key.split(".")
    }
)
LONGEST_PATH, LONGEST_REASON = 200, 400


def line_problems(data):
    """Pairs of path and reason for one parsed line; none when the line is well made."""
    if len(data) > 1 and NOUNS.keys() >= data.keys():
        return [("", "holds several nouns: a line is one meeting, or one noun alone")]
    noun = noun_of(data)
    model, prefix = (schema.NOUNS[noun], noun) if noun else (schema.Meeting, "")
    try:
        model.model_validate(data[noun] if noun else data)
    except ValidationError as error:
        return [in_words(problem, prefix) for problem in error.errors(include_url=False)]
    problems = [] if noun else list(meeting_problems(data))
    for mention in mentions(data):
        if isinstance(mention.value, dict):
            problems += noun_problems(mention.noun, mention.value, mention.path)
    return problems


def path_text(parts, prefix=""):
    path = prefix
    for part in parts:
        if part in (values.SHORT, values.IN_FULL):
            continue
        path += f"[{part}]" if isinstance(part, int) else f"{'.' if path else ''}{printable(part)}"
    return path if len(path) <= LONGEST_PATH else f"{path[:LONGEST_PATH]}…"


def in_words(problem, prefix):
    """A Pydantic error as a path and a sentence of ours."""
    where, value, kind = problem["loc"], problem.get("input"), problem["type"]
    shown = f'"{printable(value)}"' if isinstance(value, str) else "the value"
    context = problem.get("ctx", {})
    match kind:
        case "missing":
            reason = "is missing"
        case "extra_forbidden":
            reason = unknown_key(where[-1])
        case _ if value is None:
            reason = "may not be null"
        case "string_type" if where[-1] == values.SHORT:
            reason = "is neither text nor an object"
        case "literal_error" if not isinstance(value, str):
            reason = "is not text"
        case "literal_error":
            reason = f"{shown} is not one of {context['expected'].replace(chr(39), '')}"
        case "string_pattern_mismatch":
            reason = f"{shown} is not an id (letters a-z, digits and hyphens)"
        case "string_too_long":
            reason = f"is longer than {context['max_length']:,} characters"
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            side = "less" if "ge" in context else "more"
            reason = f"is {side} than {limit:,}"
        case "value_error":
            reason = str(context["error"])
        case _:
            reason = WRONG_TYPE.get(kind) or problem["msg"]
    return path_text(where, prefix), printable(reason, LONGEST_REASON)


def unknown_key(key):
    if key in KEYS:
        return "is not a key of this object"
    near = get_close_matches(key, KEYS, n=1, cutoff=0.75) if len(key) <= LONGEST_PATH else None
    meant = f' (perhaps "{near[0]}" is meant)' if near else ""
    return f"is not a key of the record file{meant}"


def noun_problems(noun, data, path):
    """What is wrong with a noun given in full, beyond the schema."""
    yield from old_id_problems(data, path)
    if noun == "official":
        yield from official_problems(data, path)
    elif noun == "party":
        yield from party_problems(data, path)


def old_id_problems(data, path):
    """An id is not its own old id."""
    if data.get("id") in (data.get("old_ids") or ()):
        yield joined(path, "old_ids"), f'"{data["id"]}" is the id itself'


def meeting_problems(data):
    yield from old_id_problems(data, "")
    for key in ("places", "auspices", "issues", "sources"):
        yield from twice(data.get(key), key, lambda row: id_of(row))
    if data.get("part_of") in own_ids(data):
        yield "part_of", "a meeting is not part of itself"
    yield from twice(data.get("citations"), "citations", citation_key)
    delegations = data.get("delegations")
    yield from twice(
        delegations, "delegations", lambda row: id_of(row["party"]), "party", "sits twice"
    )
    for number, delegation in enumerate(delegations or []):
        yield from delegation_problems(delegation, f"delegations[{number}]")
    statements = data.get("statements")
    yield from twice(statements, "statements", lambda row: row["id"], "id", "is used twice")
    for number, statement in enumerate(statements or []):
        yield from statement_problems(statement, f"statements[{number}]")
    follow_ups = data.get("follow_ups")
    yield from twice(follow_ups, "follow_ups", lambda row: row["id"], "id", "is used twice")
    for number, follow_up in enumerate(follow_ups or []):
        path = f"follow_ups[{number}]"
        if follow_up.get("meeting") in own_ids(data):
            yield f"{path}.meeting", "a meeting does not follow itself"
        yield from twice(follow_up.get("promised_by"), f"{path}.promised_by", id_of)
        yield from twice(follow_up.get("citations"), f"{path}.citations", citation_key)


def delegation_problems(delegation, path):
    delegates = delegation.get("delegates") or []
    named = [row for row in delegates if row.get("official") is not None]
    if len(named) < len(delegates):
        for number, row in enumerate(delegates):
            if row.get("official") is None and not (row.get("title") or "").strip():
                yield f"{path}.delegates[{number}].official", "is missing, and there is no title"
    seen = set()
    for number, row in enumerate(delegates):
        here = f"{path}.delegates[{number}]"
        yield from span_problems(row, here)
        official = id_of(row.get("official"))
        if official is not None and official in seen:
            yield f"{here}.official", f'"{official}" is twice in the delegation'
        seen.add(official)


def statement_problems(statement, path):
    title = (statement.get("speaker_title") or "").strip()
    if statement.get("party") is None and statement.get("speaker") is None and not title:
        yield f"{path}.party", "is missing, and there is no speaker and no speaker_title"
    for key in ("jointly_with", "joint_speakers", "on_behalf_of", "to", "issues"):
        yield from twice(statement.get(key), f"{path}.{key}", id_of)
    yield from twice(statement.get("citations"), f"{path}.citations", citation_key)


def official_problems(official, path):
    for number, row in enumerate(official.get("appointments") or []):
        here = f"{path}.appointments[{number}]"
        yield from span_problems(row, here)
        yield from twice(row.get("citations"), f"{here}.citations", citation_key)
    yield from twice(official.get("appointments"), f"{path}.appointments", appointment_key)


def party_problems(party, path):
    if any(id_of(row) == party["id"] for row in party.get("members") or []):
        yield f"{path}.members", "a party is not a member of itself"
    yield from twice(party.get("members"), f"{path}.members", id_of)
    for number, row in enumerate(party.get("other_names") or []):
        if isinstance(row, dict):
            yield from span_problems(row, f"{path}.other_names[{number}]")


def span_problems(row, path):
    first, last = row.get("from"), row.get("to")
    if first and last:
        begins, finishes = dates.parse(first).earliest, dates.parse(last).latest
        if begins and finishes and finishes < begins:
            yield f"{path}.to", f'"{last}" is before "{first}"'


def twice(rows, path, key, name="", reason="stands twice"):
    """A problem for each row whose key another row before it has."""
    seen = set()
    for number, row in enumerate(rows or []):
        value = key(row)
        if value is not None and value in seen:
            shown = value if isinstance(value, str) else value[0]
            at = f"{path}[{number}]" + (f".{name}" if name else "")
            yield at, f'"{printable(shown)}" {reason}'
        seen.add(value)


def id_of(row):
    """The id of a noun given by id or in full; None for no noun, or a place without an id."""
    return row.get("id") if isinstance(row, dict) else row


def own_ids(data):
    return {data["id"], *(data.get("old_ids") or [])}


def citation_key(row):
    return id_of(row["source"]), row.get("locator") or "", row.get("about") or ""


def appointment_key(row):
    return row["title"], id_of(row["party"]), row.get("body") or "", row.get("from") or ""
