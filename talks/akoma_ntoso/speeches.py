"""Statements as speeches: by whom, as what, to whom, in whose words, resting on which source.

`class` is the wording: a paraphrase is a speech, too, and says by that whose words it has.
"""

from talks import dates
from talks.citing import cite_source

from .xml import LANGUAGE, LANGUAGE_TAG, element, lines_of


class Speeches:
    """Makes the statements of a meeting into elements, in their order."""

    def __init__(self, references):
        self.references, self.scene = references, None

    def of(self, statement):
        """The scene, where it has changed, and the speech."""
        scene = scene_of(statement)
        if scene and scene != self.scene:
            self.scene = scene
            yield element("scene", scene)
        yield self.speech(statement)

    def speech(self, statement):
        who, by, as_ = self.maker(statement)
        issues = [self.references.noun("concept", row.issue) for row in each_issue(statement)]
        to = [self.references.noun("organization", party) for party in statement.to]
        return element(
            "speech",
            element("from", *who),
            *text_of(statement),
            *self.notes(statement),
            eId=f"speech_{statement.slug}",
            by=by,
            as_=as_,
            # One address is all that the standard has room for; the others are named in `from`.
            to=to[0] if to else "",
            class_=statement.wording,
            refersTo=" ".join(issues),
        )

    def maker(self, statement):
        """What `from` says, and what `by` and `as` refer to."""
        title = statement.post_on_the_day()
        parties = self.parties(statement)
        role = self.references.role(title) if title else ""
        if statement.speaker:
            by = self.references.noun("person", statement.speaker)
            who = [element("person", statement.speaker.name, refersTo=by)]
            for other in statement.joint_speakers:
                ref = self.references.noun("person", other)
                who += [", ", element("person", other.name, refersTo=ref)]
            who += [", ", element("role", title, refersTo=role)] if title else []
            return who + parties, by, role
        if statement.party:
            by = self.references.noun("organization", statement.party)
            titled = [element("role", title, refersTo=role)] if title else []
            return titled + (parties if title else parties[1:]), by, role
        by = self.references.unnamed(title)
        return [element("person", title, refersTo=by), *parties], by, ""

    def parties(self, statement):
        """The party and those that joined it; for whom and to whom else they spoke."""
        said = []
        makers = [statement.party, *statement.jointly_with]
        rows = [("", makers), ("for ", statement.on_behalf_of), ("to ", statement.to)]
        for words, parties in rows:
            for party in filter(None, parties):
                name = party.name_on(statement.first_day)
                ref = self.references.noun("organization", party)
                said += [f", {words}", element("organization", name, refersTo=ref)]
        return said

    def notes(self, statement):
        """The sources, each as a paragraph that refers to it."""
        for citation in statement.citations.all():
            ref = self.references.noun("source", citation.source)
            yield element("p", cite_source(citation), class_="source", refersTo=ref)


def each_issue(statement):
    return statement.statement_issues.all()


def scene_of(statement):
    """Where the words fell, and when: "Press conference, 10 January 2022"."""
    setting = statement.get_setting_display()
    said = ", ".join(filter(None, [setting, dates.in_words(statement.said_on)]))
    return said[:1].upper() + said[1:]


def text_of(statement):
    """Its paragraphs; then the original, in its language, and who translated."""
    yield from [element("p", line) for line in lines_of(statement.text)] or [element("p")]
    for line in lines_of(statement.original_text):
        original = element("p", line, class_="original")
        if LANGUAGE_TAG.fullmatch(statement.original_language):
            original.set(LANGUAGE, statement.original_language)
        yield original
    if statement.translator:
        yield element("p", f"Translation: {statement.translator}", class_="translator")
