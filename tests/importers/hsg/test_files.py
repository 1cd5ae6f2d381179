"""What the files may be: broken, hostile, packed, unknown; each is a problem with file and line."""

import io
import tarfile

import pytest

from talks.importers.hsg.parse import parse

TRIP = (
    '<trips><trip role="{role}" who="kerry-john-forbes"><id>{id}</id><name>John Forbes Kerry</name>'
    "<start-date>{starts}</start-date><end-date>{ends}</end-date>"
    '<country id="{country}">{country}</country><locale>Rome</locale>'
    "<remarks>Met with Pope Francis.</remarks>{more}</trip></trips>"
)
USUAL = {"id": "1", "role": "secretary", "starts": "2014-03-26", "ends": "", "country": "italy"}


def trip(more="", **fields):
    return TRIP.format(**USUAL | fields, more=more)


def found_in(tmp_path, text, name="trips.xml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return parse([path])


def told(parsed):
    return [f"{problem.line}: {problem.text}" for problem in parsed.problems]


def test_trip_of_a_traveller_whom_no_table_knows_of_trips(tmp_path):
    parsed = found_in(tmp_path, trip())
    (meeting,) = parsed.objects
    assert (meeting["id"], meeting["title"]) == (
        "hsg-trip-1",
        "Secretary of State John Kerry in Rome, italy",
    )
    ours, host, holy_see = meeting["delegations"]
    assert ours["delegates"][0]["official"]["id"] == "john-kerry"
    assert "delegates" not in host
    assert holy_see["party"]["id"] == "holy-see"
    assert told(parsed) == []


PROBLEMS = {
    "an element": (trip("<mood>good</mood>"), "1: <mood> in a trip is not known; passed over."),
    "no id": (trip(id=""), "1: This trip has no id; passed over."),
    "an id": (trip(id="1/../2"), "1: This trip has an id or a start-date that cannot be read"),
    "a day": (trip(starts="2014-02-31"), "1: This trip has an id or a start-date that cannot be"),
    "an end": (trip(ends="2014-03-01"), "1: An end-date of 2014-03-01 for a start on 2014-03-26"),
    "a role": (trip(role="czar"), "1: A traveller’s role “czar” is not known; passed over."),
    "a country": (trip(country="Ruritania"), "1: “Ruritania” is not in the table of parties"),
    "a record": ("<trips>\n<tour/></trips>", "2: <tour> is not known here; passed over."),
    "a root": ("<html/>", "1: <html> is no file of these data."),
    "markup": ("<trips>\n<trip>", "2: This is not well-formed XML"),
    "nothing": ("", "This is not well-formed XML"),
    "bytes": (b"\xff\x00", "This is not well-formed XML"),
    "an entity": (
        '<!DOCTYPE trips [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<trips>&b;</trips>',
        "1: A document type is declared; files with one are not read.",
    ),
    "a file": (
        '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><trips>&a;</trips>',
        "1: A document type is declared; files with one are not read.",
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_problems_are_told_with_their_line(tmp_path, case):
    text, problem = PROBLEMS[case]
    parsed = found_in(tmp_path, text)
    assert len(parsed.problems) == 1
    assert problem in told(parsed)[0]
    assert str(parsed.problems[0]).startswith(str(tmp_path / "trips.xml"))


def test_record_with_an_unknown_country_is_still_a_meeting(tmp_path):
    (meeting,) = found_in(tmp_path, trip(country="Ruritania")).objects
    assert meeting["delegations"][1]["party"] == {"id": "ruritania", "name": "Ruritania"}


def test_id_twice_is_a_problem_and_the_first_counts(tmp_path):
    (tmp_path / "a.xml").write_text(trip())
    (tmp_path / "b.xml").write_text(trip(starts="2015-01-01"))
    parsed = parse([tmp_path])
    assert [data["starts"] for data in parsed.objects] == ["2014-03-26"]
    assert "stands in" in told(parsed)[0]


def test_packed_folder_is_read_and_nothing_written(tmp_path):
    path = tmp_path / "pocom.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in [("../../trips.xml", trip()), ("LICENSE.md", "free")]:
            content = text.encode()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    parsed = parse([tmp_path])
    assert [data["id"] for data in parsed.objects] == ["hsg-trip-1"]
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["pocom.tar.gz"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00cut short"])
def test_packed_folder_that_is_none(tmp_path, content):
    parsed = found_in(tmp_path, content, "pocom.tar.gz")
    assert "no packed folder" in told(parsed)[0]


def test_file_that_is_not_there(tmp_path):
    parsed = parse([tmp_path / "nowhere.xml"])
    assert told(parsed) == ["0: This cannot be read: No such file or directory."]
