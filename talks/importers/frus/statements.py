"""Paragraphs of a memorandum as statements: those whose opening names who speaks."""

import re

from .texts import text_of

VERBS = (
    "said|stated|replied|answered|asked|inquired|noted|observed|remarked|explained|responded|"
    "added|continued|"
    "agreed|suggested|proposed|asserted|stressed|emphasized|pointed|thought|felt|believed|"
    "expressed|indicated|"
    "commented|recalled|mentioned|referred|opened|began|concluded|wondered|urged|insisted|"
    "repeated|reiterated|"
    "declared|welcomed|thanked|warned|denied|rejected|argued|countered|interjected|interrupted|"
    "raised|turned|"
    "described|reviewed|outlined|reported|announced|acknowledged|confirmed|assured|promised|"
    "accepted|went|"
    "read|told|hoped|regretted|considered|hastened|rejoined|reverted|objected|maintained|"
    "complained|admitted|"
    "conceded|informed|advised|questioned|requested|called|made|wished|wanted|then|also|again|"
    "did not|"
    "could not|would|could|gave|spoke|summarized|summed|concurred|doubted|took|brought|advanced|"
    "intimated|"
    "protested|criticized|cited|quoted|handed|read|returned|resumed|reaffirmed|appreciated|"
    "understood"
)
TITLES = (
    "Foreign Minister|Prime Minister|Foreign Secretary|Vice Foreign Minister|"
    "Deputy Foreign Minister|"
    "Vice Premier|Vice President|Under Secretary|Deputy Secretary|Acting Secretary|"
    "Secretary General|"
    "General Secretary|President-elect|President|Secretary|Ambassador|Chancellor|Chairman|"
    "Premier|Minister|"
    "Senator|King|Shah|General|Admiral|Marshal|Chargé|Counselor|Emperor|Prince|Queen|Governor"
)
NAME = r"[A-ZÀ-Ý][\w’.-]+(?: (?:de|von|van|der|al|el|du|di|[A-ZÀ-Ý][\w’.-]+)){0,4}"
SPEAKER = (
    rf"(?P<title>(?:[Tt]he )?(?:{TITLES}))(?: (?P<name>{NAME}))?"
    rf"|(?P<polite>Mr|Mrs|Miss|Dr|Sir|Lord|M|Professor|Senator)\.? (?P<surname>{NAME})"
    rf"|(?P<bare>{NAME})"
)
COLON = re.compile(rf"^(?:{SPEAKER}) ?: (?=\S)")
SAYS = re.compile(rf"^(?:{SPEAKER}),?(?: \w+ly)? (?P<verb>{VERBS})\b")
# "After a discussion of Berlin, Mr. Gromyko said": the speaker behind a comma, once.
LATER = re.compile(rf"^[A-Z][^.;:“”]{{3,160}}?, (?:{SPEAKER}),?(?: \w+ly)? (?P<verb>{VERBS})\b")
SENTENCE_END = re.compile(r"(?<=[.?!”])(?<!\bMr\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\b[A-Z]\.) (?=[A-Z])")
ACTS = {
    "question": "asked inquired wondered questioned",
    "proposal": "proposed suggested",
    "acceptance": "agreed accepted concurred",
    "rejection": "rejected",
    "denial": "denied",
    "warning": "warned",
    "commitment": "promised assured",
}
ACT_OF = {verb: act for act, verbs in ACTS.items() for verb in verbs.split()}
SAME_POST = {
    "foreign minister": r"foreign minister|minister (?:of|for) foreign affairs|"
    "minister of external",
    "prime minister": r"prime minister|premier",
    "premier": r"premier|prime minister|chairman of the council of ministers",
    "foreign secretary": r"foreign secretary|secretary of state for foreign",
    "secretary": r"secretary of state$",
    "president": r"^president\b(?!’)|president of",
    "president-elect": r"president-elect",
    "under secretary": r"under secretary",
    "ambassador": r"ambassador",
    "chairman": r"chairman",
    "general secretary": r"general secretary",
    "minister": r"minister",
}


def statements_of(paragraphs, seated, source, day):
    """Statements, and how many paragraphs are none. `seated` are delegates with parties."""
    found, left = [], 0
    for number, paragraph in enumerate(paragraphs, 1):
        made = list(spoken(text_of(paragraph), seated))
        for part, (speaker, act, text) in enumerate(made, 1):
            place = f"s{number}-{part}" if part > 1 else f"s{number}"
            statement = statement_of(speaker, act, text, place, day)
            locator = f"paragraph {number}"
            found.append(statement | {"citations": [{"source": source, "locator": locator}]})
        left += not made
    return found, left


def spoken(text, seated):
    """Triples of speaker, act and text of a paragraph: a new one where another is named."""
    speaker, act, text = opening(text, seated)
    if not speaker or not text:
        return
    sentences = SENTENCE_END.split(text)
    words = sentences[0]
    for sentence in sentences[1:]:
        match = SAYS.match(sentence)
        other = speaker_in(match, seated) if match else None
        if other and other is not speaker:
            yield speaker, act, words
            speaker, act, words = other, ACT_OF.get(match["verb"]), sentence
        else:
            words = f"{words} {sentence}"
    yield speaker, act, words


def statement_of(speaker, act, text, place, day):
    statement = {
        "id": place,
        "party": speaker.party,
        "speaker": speaker.official,
        "speaker_title": None if speaker.official else speaker.title,
        "on": day,
        "setting": "session",
        "act": act,
        "wording": "paraphrase_official",
        "text": text,
    }
    return {key: value for key, value in statement.items() if value}


def opening(text, seated):
    """Who speaks, the act where the verb leaves no doubt, and the text that is the statement."""
    if match := COLON.match(text):
        return speaker_in(match, seated), None, text[match.end() :]
    match = SAYS.match(text) or LATER.match(text)
    if not match:
        return None, None, text
    return speaker_in(match, seated), ACT_OF.get(match["verb"]), text


def speaker_in(match, seated):
    """The one participant that the words fit; nobody when none or several do."""
    name = match["name"] or match["surname"] or match["bare"]
    if name:
        fitting = [one for one in seated if one.is_named(name)]
        if len(fitting) > 1 and match["title"]:
            fitting = with_post(match["title"], fitting)
    else:
        fitting = with_post(match["title"], seated)
    return fitting[0] if len(fitting) == 1 else None


def with_post(title, seated):
    title = title.lower().removeprefix("the ").removeprefix("acting ")
    pattern = re.compile(SAME_POST.get(title, rf"\b{re.escape(title)}\b"), re.IGNORECASE)
    return [one for one in seated if pattern.search(one.title)]
