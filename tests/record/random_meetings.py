"""Random but valid record files, from a seed: every key of the schema, each sometimes absent.

Nothing here knows the importer: values come from the schema's own types.
"""

from talks.models import choices

WORDS = "talks no “yes” Нет 不 naïve <b>x</b> \u202eright & 😀 two\nlines".split(" ")
DATES = ["1945", "1945-07", "1945-07-17", "1945-07-17~", "194X", "1945?", "../1945", "1945/.."]
DAYS = ["1945-07-17", "1945-07-18", "1945-07-19"]
COUNTRIES = ["US", "RU", "GB", "XK", "CH"]
ZONES = ["UTC", "Europe/Zurich", "America/New_York"]
URLS = ["https://example.org/a", "HTTP://example.org/", "https://пример.рф/"]


class Maker:
    """Makes the lines of one file. `rng` is a `random.Random`."""

    def __init__(self, rng):
        self.rng = rng
        self.parties = [f"party-{n}" for n in range(6)]
        self.officials = [f"official-{n}" for n in range(8)]
        self.sources = [f"source-{n}" for n in range(4)]
        self.issues = [f"issue-{n}" for n in range(4)]
        self.meetings = [f"meeting-{n}" for n in range(4)]

    def file(self):
        nouns = [
            *({"issue": self.issue(n)} for n, _ in enumerate(self.issues)),
            *({"process": self.process(n)} for n in range(3)),
            *({"party": self.party(n)} for n, _ in enumerate(self.parties)),
            *({"official": self.official(slug)} for slug in self.officials),
            *({"source": self.source(slug)} for slug in self.sources),
            *({"place": self.place(n)} for n in range(3)),
        ]
        meetings = [self.meeting(n) for n, _ in enumerate(self.meetings)]
        lines = nouns + meetings
        self.rng.shuffle(lines)
        return lines

    def word(self):
        return " ".join(self.rng.choices(WORDS, k=3)) + "."

    def some(self, values, most=3):
        return self.rng.sample(values, self.rng.randrange(most))

    def maybe(self, **keys):
        """Each key with its value, or not at all."""
        return {key.rstrip("_"): value for key, value in keys.items() if self.rng.random() < 0.6}

    def one_of(self, choices_class):
        return self.rng.choice(choices_class.values)

    def old_ids(self, slug):
        return [f"{slug}-old-{n}" for n in range(self.rng.randrange(1, 3))]

    def span(self):
        first, last = sorted(self.rng.choices(DAYS, k=2))
        return self.maybe(from_=first, to=last)

    def parent(self, noun, number):
        return f"{noun}-{self.rng.randrange(number)}" if number else None

    def issue(self, n):
        keys = self.maybe(
            old_ids=self.old_ids(f"issue-{n}"), summary=self.word(), question=self.word()
        )
        parent = self.parent("issue", n)
        return {"id": f"issue-{n}", "name": self.word(), "parent": parent} | keys

    def process(self, n):
        keys = self.maybe(old_ids=self.old_ids(f"process-{n}"), summary=self.word())
        parent = self.parent("process", n)
        return {"id": f"process-{n}", "name": self.word(), "parent": parent} | keys

    def party(self, n):
        names = [self.word(), {"name": self.word()} | self.span()]
        keys = self.maybe(
            old_ids=self.old_ids(f"party-{n}"),
            kind=self.one_of(choices.PartyKind),
            iso=self.rng.choice(COUNTRIES),
            members=self.some([p for p in self.parties if p != f"party-{n}"]),
            other_names=self.some(names),
            native_name=self.word(),
            wikidata="Q1",
        )
        return {
            "id": f"party-{n}",
            "name": self.word(),
            "predecessor": self.parent("party", n),
        } | keys

    def official(self, slug):
        posts = [
            {"party": party, "title": self.word()}
            | self.span()
            | self.maybe(body=self.word(), citations=self.citations())
            for party in self.some(self.parties)
        ]
        keys = self.maybe(
            old_ids=self.old_ids(slug),
            sort_name=self.word(),
            native_name=self.word(),
            other_names=[self.word()],
            wikidata="Q2",
            appointments=posts,
        )
        return {"id": slug, "name": self.word()} | keys

    def source(self, slug):
        keys = self.maybe(
            old_ids=self.old_ids(slug),
            publisher=self.word(),
            author=self.word(),
            section=self.word(),
            kind=self.one_of(choices.SourceKind),
            language="en",
            url=self.rng.choice(URLS),
            published=self.rng.choice(DATES),
            accessed=self.rng.choice(DATES),
            archived_url=self.rng.choice(URLS),
        )
        return {"id": slug, "title": self.word()} | keys

    def place(self, n):
        keys = self.maybe(
            old_ids=self.old_ids(f"place-{n}"),
            country=self.rng.choice(COUNTRIES),
            latitude=round(self.rng.uniform(-90, 90), 4),
            longitude=round(self.rng.uniform(-180, 180), 4),
            timezone=self.rng.choice(ZONES),
        )
        return {"id": f"place-{n}", "city": self.word()} | keys

    def citations(self, at_least=0):
        sources = self.rng.sample(self.sources, self.rng.randrange(at_least, 3))
        return [
            {"source": source} | self.maybe(locator=self.word(), about="title", says=self.word())
            for source in sources
        ]

    def delegation(self, party):
        named = [
            {"official": slug} | self.maybe(title=self.word()) for slug in self.some(self.officials)
        ]
        unnamed = [{"title": "adviser"}] * self.rng.randrange(3)
        seats = [
            seat
            | self.span()
            | self.maybe(
                role=self.rng.choice(choices.DelegateRole.values[1:]),
                on_behalf_of=self.rng.choice(self.parties),
                note=self.word(),
            )
            for seat in named + unnamed
        ]
        if seats and self.rng.random() < 0.7:
            seats[0]["role"] = "head"
        keys = self.maybe(role=self.one_of(choices.DelegationRole))
        return {"party": party, "delegates": seats} | keys

    def statement(self, n):
        maker = [
            {"party": self.rng.choice(self.parties)},
            {"speaker": self.rng.choice(self.officials)},
            {"speaker_title": self.word()},
        ]
        stances = [
            {"id": issue} | self.maybe(stance=self.one_of(choices.Stance))
            for issue in self.some(self.issues)
        ]
        keys = self.maybe(
            jointly_with=self.some(self.parties),
            joint_speakers=self.some(self.officials),
            on_behalf_of=self.some(self.parties),
            to=self.some(self.parties),
            on=self.rng.choice(DATES),
            setting=self.one_of(choices.StatementSetting),
            act=self.one_of(choices.StatementAct),
            wording=self.one_of(choices.StatementWording),
            original=self.maybe(language="ru", text=self.word(), translator=self.word()),
            issues=stances,
        )
        made = {
            k: v for one in self.rng.sample(maker, self.rng.randrange(1, 4)) for k, v in one.items()
        }
        return {"id": f"s{n}", "text": self.word(), "citations": self.citations(1)} | made | keys

    def follow_up(self, n, slug):
        keys = self.maybe(
            text=self.word(),
            promised_by=self.some(self.parties),
            due=self.rng.choice(DATES),
            meeting=self.rng.choice([other for other in self.meetings if other != slug]),
            closed_on=self.rng.choice(DATES),
            citations=self.citations(),
        )
        proven = self.maybe(outcome=self.word(), state=self.one_of(choices.FollowUpState))
        keys |= proven if "outcome" in proven else {}
        return {"id": f"f{n}", "kind": self.one_of(choices.FollowUpKind)} | keys

    def meeting(self, n):
        slug = f"meeting-{n}"
        keys = self.maybe(
            old_ids=self.old_ids(slug),
            draft=False,
            format=self.one_of(choices.MeetingFormat),
            level=self.one_of(choices.MeetingLevel),
            mode=self.one_of(choices.MeetingMode),
            ends="1945-08-02",
            old_dates=self.some(DATES),
            last_checked=self.rng.choice(DATES),
            duration_minutes=self.rng.randrange(1, 1_000_001),
            duration_note=self.word(),
            places=self.some(["place-0", "place-1", "place-2"]),
            venue=self.word(),
            auspices=self.some(self.parties),
            part_of=self.parent("meeting", n),
            process=self.rng.choice([None, "process-0", "process-2"]),
            issues=self.some(self.issues),
            summary=self.word(),
            outcome=self.word(),
            citations=self.citations(),
            statements=[self.statement(n) for n in range(self.rng.randrange(4))],
            follow_ups=[self.follow_up(n, slug) for n in range(self.rng.randrange(3))],
        )
        if self.rng.random() < 0.5:
            keys |= {"time": "09:30", "timezone": self.rng.choice(ZONES)}
        parties = self.rng.sample(self.parties, self.rng.randrange(1, 4))
        required = {"id": slug, "title": self.word(), "starts": self.rng.choice(DAYS)}
        return (
            required
            | {"status": self.one_of(choices.MeetingStatus)}
            | keys
            | {"delegations": [self.delegation(party) for party in parties]}
        )
