"""What the contract accepts comes in, and goes out as it was."""

import json

import pytest

from talks.models import Meeting, Statement
from talks.record.reader import BOM

from .every_key import EVERY_KEY
from .lines import (
    ANEWS,
    SHERMAN,
    US,
    as_bytes,
    counts,
    exported,
    exported_meeting,
    import_files,
    import_lines,
    meeting,
    packed,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db
TEXTS = {
    "markup": '<script>alert("x")</script><img src=x onerror=alert(1)> & &amp; {{ x }} {% x %}',
    "right to left": "قال الوزير \u202eno\u202c \u200fنعم\u200f",
    "scripts": "Нет. 不。いいえ。아니요. όχι. नहीं. ไม่. አይ.",
    "beyond the first plane": "𝕹𝖔 😀 👩‍👩‍👧 🇨🇭 𐍈",
    "combining": "e\u0301 n\u0303 \u0f73",
    "not composed": "é \u0065\u0301",
    "breaks": "one\r\ntwo\rthree\n\n four\t five\u2028six\u0085seven\x0b\x0c",
    "control characters": "\x01\x1b[31m\x7f",
    "not characters": "x\ufffe\uffff\U0010ffff",
    "spaces around": "  \n no \n  ",
    "quotes": "'; DROP TABLE talks_meeting; -- \\N \\. \\ \"",
    "percent": "%s %(x)s %% {0} $1",
    "formula": '=HYPERLINK("x")',
    "looks like null": "null",
    "zero width": "a\u200bb\ufeffc",
}
SHORT = TEXTS["markup"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("escaped", [True, False], ids=["escaped", "plain"])
def test_text_is_stored_as_it_is(text, escaped):
    said = statement(text=text, speaker_title=text, original={"language": text, "text": text})
    said["citations"] = [{"source": "anews", "locator": text, "about": text, "says": text}]
    line = spoken(said, title=text, venue=text, summary=text, outcome=text, duration_note=text)
    import_lines(json.dumps(line, ensure_ascii=escaped).encode())
    assert exported_meeting() | {"sources": 0, "delegations": 0} == line | {
        "sources": 0,
        "delegations": 0,
    }
    assert Statement.objects.get().text == text


def test_names_are_stored_as_they_are():
    party = US | {"name": SHORT, "native_name": SHORT, "other_names": [SHORT], "wikidata": SHORT}
    official = SHERMAN | {"name": SHORT, "sort_name": SHORT, "other_names": [SHORT, SHORT]}
    seat = {"official": official, "title": SHORT, "role": "head", "note": SHORT}
    line = meeting(delegations=[{"party": party, "role": "host", "delegates": [seat]}])
    import_lines(line)
    assert exported_meeting()["delegations"] == line["delegations"]


BYTES = {
    "nothing": (b"", 0),
    "blank lines": (b"\n\r\n \t \n", 0),
    "mark": (BOM, 0),
    "mark before a line": (BOM + as_bytes([meeting()]), 1),
    "CRLF": (as_bytes([meeting("a"), meeting("b")]).replace(b"\n", b"\r\n"), 2),
    "no line end": (as_bytes([meeting("a"), meeting("b")]).rstrip(), 2),
    "blank lines between": (
        b"\n\n" + as_bytes([meeting("a")]) + b"\n" + as_bytes([meeting("b")]),
        2,
    ),
}


@pytest.mark.parametrize("content, count", BYTES.values(), ids=BYTES)
def test_forms_of_a_file(content, count):
    report = import_files([[content]])
    assert Meeting.objects.count() == count
    assert report.count("meetings", "created") == count


def test_gzip(tmp_path):
    from talks.record.runs import import_paths

    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(packed(meeting("a")) + packed(meeting("b")))
    import_paths([path], commit=True)
    assert Meeting.objects.count() == 2


DATES = """
    2022 2022~ 2022? 2022% 2022-01 2022-01~ 2022-01-10 2022-01-10? 2022-01-10% 202X 20XX XXXX
    2022-XX 2022-XX-XX 2022-01-XX 2022-XX-10 2022-1X 2022-01-1X 20X2-01-10
    2022-01-10/2022-01-12 2022/2023
    2022-01/2022-01-05 2022-01-10~/2022-02? ../2022 2022/.. ../2022-01-10~ 2022-01-10/.. 2024-02-29
    2022-02-XX 0001 9999-12-31 0001-01-01 2000-02-29 XXXX-12-25 2022-01-10/2022-01-10 202X~
""".split()


def test_every_form_of_a_date():
    import_lines(*(meeting(f"m{n}", starts=date, old_dates=[date]) for n, date in enumerate(DATES)))
    out = {line["id"]: line for line in exported()}
    assert [out[f"m{n}"]["starts"] for n, _ in enumerate(DATES)] == DATES
    assert [out[f"m{n}"]["old_dates"] for n, _ in enumerate(DATES)] == [[d] for d in DATES]


URLS = [
    "http://example.org",
    "HTTP://OK.example/",
    "HtTpS://Example.org/A?b=c&d=%20#e",
    "https://пример.рф/путь",
    "https://例え.jp/",
    "https://xn--e1afmkfd.xn--p1ai/",
    "https://user:word@example.org:8080/",
    "http://[2001:db8::1]/",
    "http://192.0.2.1/",
    "http://localhost",
    "https://example.org/(a)[b]{c}|d\\e\"'<f>",
    "https://example.org/" + "x" * 5000,
]


def test_addresses():
    sources = [
        ANEWS | {"id": f"s{n}", "url": url, "archived_url": url} for n, url in enumerate(URLS)
    ]
    import_lines(*({"source": source} for source in sources))
    assert [line["source"]["url"] for line in exported(drafts=True)] == [
        url for _, url in sorted((f"s{n}", url) for n, url in enumerate(URLS))
    ]


@pytest.mark.parametrize(
    "keys",
    [
        {"time": "00:00", "timezone": "UTC"},
        {"time": "23:59", "timezone": "Asia/Kathmandu"},
        {"time": "12:00", "timezone": "Europe/Kyiv", "starts": "2022-01-10~"},
        {"timezone": "America/Argentina/Buenos_Aires"},
        {"duration_minutes": 1},
        {"duration_minutes": 1_000_000},
        {"status": "tentative", "starts": "2100/.."},
        {"id": "-"},
        {"id": "0"},
        {"id": "x" * 500},
    ],
)
def test_edges_of_values(keys):
    import_lines(meeting(**keys))
    line = exported_meeting(keys.get("id", "geneva"))
    assert {key: line[key] for key in keys} == keys


def test_whole_number_may_have_a_point():
    """JSON Schema counts 480.0 among the integers."""
    import_lines(meeting())
    said = meeting(duration_minutes=480.0)
    assert counts(import_lines(said)) == {"updated": 1}
    assert counts(import_lines(said)) == {"unchanged": 1}
    assert repr(exported_meeting()["duration_minutes"]) == "480"


@pytest.mark.parametrize(
    "latitude, longitude", [(90, 180), (-90, -180), (0, 0), (46.2, 6), (-0.5, 1e-7)]
)
def test_edges_of_places(latitude, longitude):
    place = {"id": "x", "city": "X", "country": "XK", "latitude": latitude, "longitude": longitude}
    import_lines(meeting(places=[place]))
    assert exported_meeting()["places"] == [place]


def test_original_with_a_language_alone():
    import_lines(spoken(statement(original={"language": "ru"}), statement("s2", original={})))
    first, second = exported_meeting()["statements"]
    assert first["original"] == {"language": "ru"}
    assert "original" not in second


def test_statements_without_a_face():
    makers = [{"party": "united-states"}, {"party": None, "speaker_title": "a senior official"}]
    import_lines(spoken(*(statement(f"s{n}", **maker) for n, maker in enumerate(makers))))
    assert exported_meeting()["statements"][1]["speaker_title"] == "a senior official"


def test_two_heads_on_different_days():
    def head(slug, **days):
        return {"official": {"id": slug, "name": slug}, "role": "head"} | days

    seats = [head("a", to="1945-07-25"), head("b", **{"from": "1945-07-26"})]
    later = [head("c", **{"from": "1945-07-01"}), head("d", **{"from": "1945-07-20"})]
    import_lines(
        meeting("x", delegations=[{"party": US, "delegates": seats}]),
        meeting("y", delegations=[{"party": US, "delegates": later}]),
    )
    assert Meeting.objects.published().count() == 2


def test_nouns_inside_nouns():
    """A noun may stand in full wherever the contract shows an id."""
    chain = {"id": "p0", "name": "P0"}
    for n in range(1, 60):
        chain = {"id": f"p{n}", "name": f"P{n}", "predecessor": chain}
    post = {"party": {"id": "q", "name": "Q"}, "title": "Envoy", "citations": [{"source": ANEWS}]}
    official = SHERMAN | {"appointments": [post]}
    import_lines(spoken(statement(party=chain, speaker=official, to=[US])))
    assert exported_meeting()["statements"][0]["party"] == "p59"
    assert sum("party" in line for line in exported()) == 61


def test_required_keys_alone():
    report = import_lines({"id": "a", "title": "A", "status": "planned", "starts": None})
    assert report.count("meetings", "held as draft") == 1
    assert exported_meeting("a") == {
        "id": "a",
        "draft": True,
        "title": "A",
        "status": "planned",
        "starts": None,
    }


def test_every_key_may_be_null():
    nulls = dict.fromkeys(EVERY_KEY, None) | {"draft": None}
    import_lines(nulls | {"id": "a", "title": "A", "status": "held"})
    assert exported_meeting("a").keys() == {"id", "draft", "title", "status", "starts"}
