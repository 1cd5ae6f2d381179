"""When and where: the dateline of a document, and what stands in for it.

The attributes of the document are in Washington's time whatever the place, so that the day may be
another: they are asked last, and what is taken from them is a guess.
"""

import re
from dataclasses import dataclass

from .cities import city_named
from .texts import children, descendants, name_of, text_of

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
).split("|")
SHORT = {month[:3].lower(): number for number, month in enumerate(MONTHS, 1)}
MONTH = r"(?P<{0}>" + "|".join(MONTHS) + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
DAY = re.compile(
    MONTH.format("month")
    + r" (?P<day>\d{1,2})(?:(?:\s?[-–—/]\s?|,? and )(?:"
    + MONTH.format("month2")
    + r" )?(?P<day2>\d{1,2})(?!\s*[:\d]| [ap]\.))?,? (?P<year>1[789]\d\d)"
)
HALF = r"(?P<{0}>[ap])\.? ?m\b\.?"
TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?:"
    + HALF.format("half")
    + r")?\s?(?:[-–—]|to|until)\s?(?P<hour2>\d{1,2})(?:[:.](?P<minute2>\d\d))?\s?"
    + HALF.format("half2")
    + r"|(?P<one>\d{1,2})(?:[:.](?P<ones>\d\d))?\s?"
    + HALF.format("ones_half")
    + r"|(?P<noon>noon)\b|(?P<midnight>midnight)\b",
    re.IGNORECASE,
)
HELD = re.compile(
    r"(?:conversation|meeting|discussion|luncheon|dinner|talks?|"
    r"session)s?(?: [^.]{0,60}?)? (?:was|were|took) "
    r"(?:held |place |place at |held and )?(?:in|at|aboard|on board) (?P<venue>(?:the |[A-Z]|"
    r"[\w’]+’s )"
    r"[^.;,]*?(?:(?<=\bSt)\.[^.;,]*)?)(?=\.|;|,| (?:and|from|on|before|after|during|following|"
    r"beginning|between)\b)",
)
# "Memorandum of a Conversation, Department of State, Washington, May 5, 1955".
IN_HEADING = re.compile(
    r", (?P<venue>[A-Z][^,]+(?:, [^,]+)?), [A-Z][^,]+, (?:" + "|".join(MONTHS) + r") \d"
)
LONGEST_VENUE = 120


@dataclass
class When:
    starts: str = ""
    ends: str = ""
    time: str = ""
    minutes: int = 0
    zone: str = ""
    city: str = ""
    country: str = ""
    venue: str = ""
    why: str = ""


def when_of(blocks, head, notes, facts, element):
    """Day, time and place of a document from its parts; without a day `starts` is empty."""
    when = When()
    lines = [block for block in blocks if name_of(block) == "dateline"]
    lines += [
        line for block in blocks for line in descendants(block, "dateline") if block is not line
    ]
    texts = [text_of(line) for line in lines[:1]] + facts + [head]
    for text in texts:
        read_day(when, text)
        read_time(when, text)
    if lines:
        read_attributes(when, lines[0])
        places = [text_of(place) for place in descendants(lines[0], "placeName")]
        read_place(when, places)
        when.city = when.city or next((place.strip(" ,.[]") for place in places), "")
    if not when.city:
        read_place(when, [part for text in texts for part in re.split(r"[,\[\]]", text)])
    read_venue(when, texts, notes)
    if not when.starts:
        read_metadata(when, element)
    if not when.zone or not re.fullmatch(r"\d{4}-\d\d-\d\d", when.starts):
        when.time = ""
    return when


def read_day(when, text):
    if when.starts or not (match := DAY.search(text)):
        return
    first = number_of(match["month"])
    when.starts = f"{match['year']}-{first:02}-{int(match['day']):02}"
    if match["day2"]:
        month = number_of(match["month2"]) if match["month2"] else first
        when.ends = f"{match['year']}-{month:02}-{int(match['day2']):02}"


def number_of(month):
    return SHORT[month[:3].lower()]


def read_time(when, text):
    if when.time or not (match := TIME.search(DAY.sub("", text))):
        return
    if match["hour"]:
        half2 = match["half2"]
        start = minutes_of(match["hour"], match["minute"], match["half"] or half2)
        end = minutes_of(match["hour2"], match["minute2"], half2)
        if not match["half"] and start > end:
            start = minutes_of(match["hour"], match["minute"], "a")
        when.minutes = max(end - start, 0)
    elif match["one"]:
        start = minutes_of(match["one"], match["ones"], match["ones_half"])
    else:
        start = 12 * 60 if match["noon"] else 0
    if start < 24 * 60:
        when.time = f"{start // 60:02}:{start % 60:02}"


def minutes_of(hour, minute, half):
    return (int(hour) % 12 + (12 if half.lower() == "p" else 0)) * 60 + int(minute or 0)


def read_attributes(when, dateline):
    """What the dateline's own attributes say where its words do not."""
    for date in descendants(dateline, "date")[:1]:
        stated = date.get("when") or date.get("from") or date.get("notBefore") or ""
        if not when.starts and (match := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", stated)):
            when.starts = match[0]
            if "undated" in (text_of(date) + (date.get("ana") or "")).lower():
                when.starts, when.why = (
                    f"{match[0]}~",
                    "The document is undated; its editors infer it.",
                )
    for time in descendants(dateline, "time")[:1]:
        if not when.time and re.match(
            r"\d\d:\d\d", stated := time.get("when") or time.get("from") or ""
        ):
            when.time = stated[:5]


def read_place(when, texts):
    for text in texts:
        text = text.strip(" ,.[]")
        if found := city_named(text):
            when.city, when.country, when.zone = found
            return


def read_venue(when, texts, notes):
    """From a note "The meeting was held in the Oval Office"; else from a line about the place."""
    for note in notes:
        if match := HELD.search(note):
            venue = match["venue"].strip()
            if len(venue) <= LONGEST_VENUE and not city_named(venue):
                when.venue = venue[0].upper() + venue[1:]
                return
    if match := IN_HEADING.search(texts[-1]):
        when.venue = when.venue or match["venue"]
    for text in texts:
        if match := re.match(r"(?:place|where)\s*:?\s*(?P<venue>.+)", text, re.IGNORECASE):
            if len(match["venue"]) <= LONGEST_VENUE:
                when.venue = match["venue"].strip(" .")
                return


def read_metadata(when, element):
    for name, value in element.attrib.items():
        if name.endswith("doc-dateTime-min") and (match := re.match(r"\d{4}-\d\d-\d\d", value)):
            when.starts = match[0]
            when.why = (
                "No dateline: the day is from the document's attributes, in Washington's time."
            )


def facts_of(blocks):
    """Lines before the memorandum that say date, time or place: "PLACE: The White House"."""
    facts = []
    for block in blocks:
        if name_of(block) == "list":
            head = " ".join(text_of(head) for head in children(block, "head"))
            for item in children(block, "item"):
                facts.append(f"{head} {text_of(item)}".strip())
        elif name_of(block) == "p":
            facts.append(text_of(block))
    pattern = re.compile(
        r"(?:date|time|place|where|when)\b[^:]{0,20}:?|\d{1,2}(?:[:.]\d\d)? ?[ap]\.? ?m",
        re.IGNORECASE,
    )
    return [fact for fact in facts if len(fact) < 200 and pattern.match(fact)]
