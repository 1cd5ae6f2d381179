"""Foreign Relations of the United States: memoranda of conversation in TEI, as meetings.

- volumes.py: the XML file, its documents, its list of persons
- documents.py: one document as a meeting
- headings.py: what a document is, and its subject
- datelines.py: day, time and place; cities.py knows country and zone
- participants.py: the list of participants, its sides and their entries
- entries.py: one entry, with name, title, role
- sides.py: whose delegation each one sits in
- parties.py: names of states, historic ones too (parties.tsv)
- delegates.py: who each one is; officials.py: ids and names (known.tsv)
- statements.py: who says what in a paragraph
- pieces.py: cutting text without losing whose name it is; sentences.py: rosters in a sentence
- texts.py: text without notes and page breaks
"""

from pathlib import Path

from talks.importers.parsed import Parsed

from .documents import meeting_of
from .volumes import Unreadable, Volume


def parse(paths):
    """What the memoranda of conversation in some TEI files say: a `Parsed`."""
    found = Parsed()
    for path in map(Path, paths):
        try:
            volume = Volume(path)
        except Unreadable as error:
            found.refuse(str(path), error.line, str(error))
            continue
        for document in volume.documents():
            meeting_of(document, volume, found)
    refuse_second_ones(found)
    name_alike(found)
    return found


def name_alike(found):
    """One name for each official: "Mr. Whitney" where another list has "Ambassador Whitney"."""
    delegates = [
        delegate["official"]
        for data in found.objects
        for delegation in data["delegations"]
        for delegate in delegation["delegates"]
        if delegate["official"]
    ]
    names = {}
    for official in delegates:
        names[official["id"]] = max(names.get(official["id"], ""), official["name"], key=len)
    for official in delegates:
        official["name"] = names[official["id"]]


def refuse_second_ones(found):
    """A document that stands in two files is one meeting: the first is taken."""
    first, twice = {}, []
    for index, data in enumerate(found.objects):
        if data["id"] in first:
            twice.append(index)
            file, line = found.places[index]
            found.refuse(file, line, f"{data['id']} is in {first[data['id']]} too")
        else:
            first[data["id"]] = found.places[index][0]
    kept = [index for index in range(len(found.objects)) if index not in twice]
    found.places = {new: found.places[old] for new, old in enumerate(kept)}
    found.objects = [found.objects[index] for index in kept]
