"""Posts of the United States and who held them (POCOM): officials with dated appointments.

People, roles and missions stand in files of their own and name each other by ids; so all are
gathered before an official is made. Nominees who never took up a post are left out.
"""

import re
from dataclasses import dataclass

from talks.importers.party_names import party_id, table

from . import americans
from .files import is_day, text_of
from .meetings import PUBLISHER, SITE
from .names import slug_of
from .parties import UNITED_STATES

ABOUT = re.compile(r"^(?:about|on or about|circa)\b", re.IGNORECASE)
# Who is accredited to a country; others have their post in it.
TO = ("Ambassador", "Envoy", "Minister", "Commissioner", "Representative", "Personal", "Deputy Amb")
NAMES = {"vietnam-south": "South Vietnam", "two-sicilies": "the Kingdom of the Two Sicilies"}
ARTICLES = (
    "Netherlands",
    "Philippines",
    "United",
    "Bahamas",
    "Central African",
    "Czech Rep",
    "Gambia",
)
ARTICLES += (
    "Dominican Rep",
    "Marshall",
    "Solomon",
    "Maldives",
    "Seychelles",
    "Democratic Rep",
    "Republic",
)
# Categories of posts that are in the Department for sure.
OF_THE_DEPARTMENT = ("secretary", "deputy-", "under-", "assistant-secretary")
UNTAKEN = {"other-nominees", "other-appointees"}
IGNORED = {"concurrent-appointments"}


@dataclass
class Held:
    """One tenure: where it stands, who held what where, from when to when; days as the file has."""

    file: str
    line: int
    person: str
    role: str
    where: str
    id: str
    starts: str
    ends: str


@dataclass
class Holder:
    """An official to be, and where the person stands in the files."""

    file: str
    line: int
    data: dict
    source: dict


class Posts:
    def __init__(self, parsed):
        self.parsed = parsed
        self.people, self.roles, self.held = {}, {}, []
        self.takers = {
            "person": self.take_person,
            "role": self.take_role,
            "country-mission": self.take_mission,
            "org-mission": self.take_post,
            "principal-position": self.take_post,
        }

    def take(self, file, root):
        """Take in a file; whether it is one of these."""
        if root.tag in IGNORED:
            self.parsed.leave_out("files of appointments to several countries at once")
            return True
        taker = self.takers.get(root.tag)
        if taker:
            taker(file, root)
        return taker is not None

    def take_person(self, file, root):
        who, surname = text_of(root, "id"), text_of(root, "persName/surname")
        if not who or not surname:
            self.parsed.refuse(
                file, root.sourceline, "This person has no id or surname; passed over."
            )
            return
        holder = Holder(file, root.sourceline, *person_of(who, root, surname))
        for known_as in [who, *(old.text or "" for old in root.iter("old-id"))]:
            self.people.setdefault(known_as, holder)

    def take_role(self, file, root):
        self.roles[text_of(root, "id")] = text_of(root, "names/singular"), ""

    def take_post(self, file, root):
        is_departments = text_of(root, "category").startswith(OF_THE_DEPARTMENT)
        body = americans.DEPARTMENT if is_departments else ""
        self.roles[text_of(root, "id")] = text_of(root, "names/singular"), body
        self.take_holders(file, root, "")

    def take_mission(self, file, root):
        self.take_holders(file, root, text_of(root, "territory-id"))

    def take_holders(self, file, root, where):
        for element in root.iter("chief", "principal"):
            if any(parent.tag in UNTAKEN for parent in element.iterancestors()):
                self.parsed.leave_out("nominees who did not take up their post")
                continue
            self.held.append(self.tenure(file, element, where))

    def tenure(self, file, element, where):
        started = self.day(file, element, "started") or self.day(file, element, "appointed")
        return Held(
            file=file,
            line=element.sourceline,
            person=text_of(element, "person-id"),
            role=text_of(element, "role-title-id"),
            where=where,
            id=text_of(element, "id"),
            starts=started,
            ends=self.day(file, element, "ended"),
        )

    def day(self, file, element, event):
        """A day of an event, with "about" where its note says so; empty where none is known."""
        day = text_of(element, f"{event}/date")
        if day and not is_day(day):
            told = f"The date “{day}” of <{event}> cannot be read; left out."
            self.parsed.refuse(file, element.sourceline, told)
            return ""
        return f"{day}~" if day and ABOUT.match(text_of(element, f"{event}/note")) else day

    def officials(self):
        """Who held a post, by the official's id."""
        found = {}
        for held in self.held:
            holder = self.people.get(held.person)
            title, body = self.roles.get(held.role, ("", ""))
            if not holder or not title:
                lacking = f"person “{held.person}”" if not holder else f"role “{held.role}”"
                told = f"The {lacking} is in none of the files given; passed over."
                self.parsed.refuse(held.file, held.line, told)
                continue
            add_appointment(holder.data, appointment(held, title, body, holder.source))
            found[holder.data["id"]] = holder
        return found


def person_of(who, root, surname):
    """A person as an official without posts, and the page that tells of the person."""
    parts = [text_of(root, f"persName/{part}") for part in ("forename", "genName", "altname")]
    forename, later_born, other = parts
    full = " ".join(filter(None, [forename, surname])) + (f", {later_born}" if later_born else "")
    terms = [term for term in americans.terms_of(who) if term.title == "Secretary of State"]
    name = terms[0].name if terms else full
    others = sorted({full, other} - {name, ""})
    facts = {"id": terms[0].slug if terms else slug_of(who), "name": name}
    facts |= {"sort_name": f"{surname}, {forename}" if forename else None, "other_names": others}
    facts = {key: value for key, value in facts.items() if value}
    source = {
        "id": f"hsg-people-{slug_of(who)}",
        "title": f"People of the Department of State: {full}",
        "publisher": PUBLISHER,
        "kind": "official_release",
        "language": "en",
        "url": f"{SITE}/people/{slug_of(who)}",
    }
    return facts | {"appointments": []}, source


def appointment(held, title, body, source):
    if held.where:
        title = f"{title} {'to' if title.startswith(TO) else 'in'} {country_name(held.where)}"
    facts = {"party": UNITED_STATES, "title": title, "body": body}
    facts |= {"from": held.starts, "to": held.ends if ends_later(held) else ""}
    facts = {key: value for key, value in facts.items() if value}
    return facts | {"citations": [{"source": source, "locator": held.id}]}


def ends_later(held):
    return not held.starts or held.starts.strip("~") <= held.ends.strip("~")


def country_name(territory):
    """A country as a title names it: "the Netherlands"."""
    if territory in NAMES:
        return NAMES[territory]
    found = party_id(territory.replace("-", " "), territory)
    name = table()[0][found]["name"] if found else territory.replace("-", " ").title()
    return f"the {name}" if name.startswith(ARTICLES) else name


def add_appointment(official, made):
    """One post once: a tenure that two files tell has both of their places."""
    keys = ("title", "body", "from")
    for known in official["appointments"]:
        if [known.get(key) for key in keys] == [made.get(key) for key in keys]:
            known["citations"] += [c for c in made["citations"] if c not in known["citations"]]
            return
    official["appointments"].append(made)
