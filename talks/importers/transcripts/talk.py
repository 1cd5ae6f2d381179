"""One meeting made of the turns of a transcript: its delegations and statements."""

from dataclasses import dataclass, field

from .speakers import NEW_PARTY, NO_PARTY, Delegations, Speakers


@dataclass
class About:
    """What a transcript does not say: keys of the meeting's line, and the source it is from."""

    meeting: dict = field(default_factory=dict)
    source: dict = field(default_factory=dict)


class Talk:
    """One meeting in the making; `about` are the meeting's own keys.

    Statements have ids with a letter of their own, beside those that staff typed (s1, s2, …).
    """

    setting, prefix = "session", "t"

    def __init__(self, about):
        self.about, self.source = dict(about.meeting), dict(about.source)
        self.speakers, self.delegations = Speakers(), Delegations()
        self.statements, self.guesses, self.invited = [], [], {}

    def missing(self):
        return [key for key in ("id", "title", "status", "starts") if not self.about.get(key)]

    def meeting(self, turns):
        for number, turn in enumerate(turns, start=1):
            self.take(turn, number)
        self.source_of_all()
        line = self.about | {"delegations": self.delegations.objects()}
        line |= {"statements": self.statements, "sources": [self.source]}
        line["citations"] = [{"source": self.source["id"], "locator": ""}]
        self.doubt_officials()
        return line

    def source_of_all(self):
        self.source.setdefault("id", f"{self.about['id']}-transcript")
        self.source.setdefault("title", f"Transcript: {self.about['title']}")
        self.source.setdefault("kind", "transcript")
        for statement in self.statements:
            statement["citations"][0]["source"] = self.source["id"]

    def take(self, turn, number):
        speaker = self.speakers.of(turn)
        self.seat(speaker)
        self.say(turn, number, speaker, turn.text)

    def seat(self, speaker, role=""):
        if speaker.party:
            self.delegations.add(speaker.party, speaker.official, speaker.title, role)

    def say(self, turn, number, speaker, text, act=None):
        if not text:
            return
        statement = {
            "id": f"{self.prefix}{len(self.statements) + 1}",
            "party": speaker.party["id"] if speaker.party else None,
            "speaker": speaker.official["id"] if speaker.official else None,
            "speaker_title": speaker.title if not speaker.official else None,
            "on": self.about["starts"],
            "setting": self.setting,
            "act": act,
            "wording": "translated" if turn.language not in ("", "en") else "verbatim",
            "text": text,
            "original": {"language": turn.language} if turn.language else None,
            "citations": [{"source": "", "locator": f"speech {number}"}],
        }
        if speaker.official and not speaker.party:
            path = f"statements[{len(self.statements)}].party"
            self.guesses.append((path, turn.name, NO_PARTY))
            if all(row.get("speaker") != speaker.official for row in self.statements):
                # In no delegation: the first statement has the official in full.
                statement["speaker"] = speaker.official
        self.statements.append({key: value for key, value in statement.items() if value})

    def doubt_officials(self):
        doubts = self.invited | {
            found.official["id"]: found.doubt
            for found in self.speakers.found.values()
            if found.official and found.doubt
        }
        for n, delegation in enumerate(self.delegations.by_party.values()):
            party = delegation["party"]
            if "kind" not in party:
                self.guesses.append((f"delegations[{n}].party", party["name"], NEW_PARTY))
            for m, delegate in enumerate(delegation["delegates"]):
                official = delegate["official"]
                if official and (why := doubts.get(official["id"])):
                    path = f"delegations[{n}].delegates[{m}].official"
                    self.guesses.append((path, official["name"], why))
