"""The words that remarks are made of: titles, portfolios, what leads to a person and what does not.

Tables only; people.py reads with them.
"""

import re

HEADS_OF_STATE = """
President|King|Queen|Emperor|Empress|Shah|Sultan|Amir|Emir|Pope|Grand Duke|Grand Duchess|Regent
Prince Regent|Chief of State|Head of State|Governor General|Governor-General|First President
President-elect|Chancellor|Prime Minister|Premier|Taoiseach|Chairman|General Secretary
First Secretary|Generalissimo|Head of Government|Prime Minister-elect|Prime Minister-designate
Federal Chancellor|Crown Prince|Premier-elect|Chancellor-elect|President-designate
"""

OTHERS = """
Vice President|First Vice President|Vice President-elect|Executive Vice President|President-
Deputy Prime Minister|First Deputy Prime Minister|Vice Prime Minister|Alternate Prime Minister
Vice Premier|Deputy Premier|First Deputy Premier|Vice Chancellor|Deputy Chancellor|Minister
Vice Minister|Deputy Minister|Minister-President|Minister President|State Minister
Senior Minister|Minister Mentor|Minister of State|Foreign Secretary|Home Secretary|Secretary
Foreign Secretary-designate|First Minister|Deputy First Minister|Chief Minister
Cabinet Secretary|Secretary of State|Undersecretary|Under Secretary|Deputy Secretary
Assistant Secretary|Secretary General|Secretary-General|Deputy Secretary General|Party Secretary
Deputy Chairman|Vice Chairman|Chairwoman|Chairperson|Chair|Co-Chair|Acting Chairman|Junta Member
Council Member|Queen Mother|Crown Princess|Prince|Princess|Prince Consort|Duke|Duchess
Hereditary Grand Duke|Sheikh|Sheik|Shaikh|Cardinal|Archbishop|Bishop|Patriarch
Ecumenical Patriarch|Dalai Lama|Metropolitan|Imam|Ayatollah|Aga Khan|Tanaiste|Governor
Lieutenant Governor|High Representative|Quartet Representative|Special Representative
Special Envoy|Envoy|Representative|Ambassador|High Commissioner|Commissioner|Director
Director General|Director-General|Administrator|Speaker|Mayor|Lord Mayor|Governing Mayor|Leader
Opposition Leader|General|Field Marshal|Marshal|Admiral|Colonel|Lieutenant General|Major General
Brigadier General|Lieutenant Colonel|Major|Captain|Brigadier|Commander|Commander-in-Chief
State Councilor|State Councillor|State Counsellor|State Counselor|Councilor
National Security Advisor|National Security Adviser|Security Advisor|Chief Executive
Chief Executive Officer|Chief Negotiator|Chief of Staff|Chief Justice|Attorney General|Senator
Negotiator|Delegate|Prosecutor|Chief Prosecutor|Coordinator|Chief Administrator|Chief Adviser
Chief Advisor|Advisor|Adviser|Protector|Resident|Viceroy|Comandante|Royal Counselor|Counselor
Counsellor|Chair-Designate|Chairperson-elect|Managing Director|Executive Director|Chief|Head
Spokesman|Premier and Prince
"""


def words_of(table):
    return [entry for entry in table.replace("\n", "|").split("|") if entry]


PORTFOLIO = words_of(
    "Foreign|External|Internal|Home|Affairs|Relations|Trade|Defense|Defence|Finance|Economy"
    "|Economic|International|Cooperation|Development|Interior|Justice|State|Oil|Petroleum"
    "|Energy|Commerce|Industry|Security|National|Health|Education|Culture|European|Environment"
    "|Planning|Agriculture|Transport|Tourism|Labor|Labour|Information|Communications"
    "|Immigration|Expatriates|Integration|Commonwealth|Overseas|Regional|Science|Technology"
    "|Treasury|Worship|Religion|War|Navy|Colonies|Public|Works|Presidential|Intelligence"
    "|Policy|Minerals|Mining|Water|Climate|Change|Emigrants|Religious|Human|Rights|Migration"
    "|Diaspora|Citizens|Abroad|Armed|Forces"
)
HEADS = set(words_of(HEADS_OF_STATE))
TITLES = HEADS | set(words_of(OTHERS))
TITLE_WORDS_AT_MOST = 4
# Plural as it is written, and the title that each of several people has.
PLURALS = {f"{title}s": title for title in TITLES} | {
    "Secretaries": "Secretary",
    "Secretaries General": "Secretary General",
    "Secretaries-General": "Secretary-General",
    "Secretaries of State": "Secretary of State",
    "Foreign Secretaries": "Foreign Secretary",
    "Chairmen": "Chairman",
    "Heads of State": "Head of State",
    "Heads of Government": "Head of Government",
    "Chiefs of State": "Chief of State",
    "Governors General": "Governor General",
    "Directors General": "Director General",
}

# What stands before a title and is said of the time, kept in the title.
MODIFIERS = {
    *("acting", "interim", "caretaker", "transitional", "provisional", "former", "deputy"),
    *("designate", "incoming", "outgoing", "honorary", "ex", "vice", "assistant", "federal"),
}
# What stands before a title or a name and says nothing of either.
IDLE = {
    *("the", "a", "an", "also", "both", "with", "separately", "again", "newly", "elected", "new"),
    *("visiting", "exiled", "deposed", "then", "later", "newly-elected", "privately", "his", "her"),
    *("informally", "briefly", "including", "majesty", "holiness", "highness", "royal"),
    *("excellency",),
    *("hi", "hrh", "h.r.h.", "imperial", "rebel", "reformist", "nationalist"),
}
# Ranks between title and name are no part of the name; these others are.
RANKS = {"General", "Marshal", "Field", "Admiral", "Colonel", "Dr.", "Mr.", "Gen.", "Lieutenant"}
RANKS |= {"Major", "Brigadier", "Captain", "Air", "Professor", "Prof.", "Dr", "Mr", "Gen", "Col."}
STYLES = {"Prince", "Princess", "Sheikh", "Sheik", "Shaikh", "Lord", "Lady", "Sir", "Dame", "Baron"}
STYLES |= {
    "Earl",
    "Viscount",
    "Marquess",
    "Count",
    "Sayyid",
    "Cardinal",
    "Archbishop",
    "Ayatollah",
    "Patriarch",
}
SPOUSES = {
    "Mrs.",
    "Mrs",
    "Madame",
    "Mme.",
    "Mme",
    "Ms.",
    "wife",
    "Signora",
    "Senora",
    "Frau",
    "Lady",
}

PARTICLES = {
    *("van", "von", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "das", "du"),
    *("la", "le", "el", "al", "bin", "bint", "ibn", "ben", "ould", "abu", "ter", "ten", "zu"),
    *("zum", "af", "av", "y", "ul", "ur", "ud", "uz", "ad", "as", "ash", "an", "bou", "d", "i"),
}
SUFFIXES = re.compile(r"^(?:Jr|Sr|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XXIII|XVI|2nd|3rd)\.?$")
REGNAL = re.compile(r"^(?:[IVX]+|1st|2nd|3rd)$")
CALENDAR = {
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug."),
    *("Sept.", "Sep.", "Oct.", "Nov.", "Dec.", "Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
}
# Words with a capital that are no part of a person's name.
NO_NAME = {
    *("U.S.", "U.S", "U.N.", "UN", "NATO", "EU", "OAS", "White", "House", "Congress", "Parliament"),
    *("Government", "Cabinet", "Council", "Ministers", "Embassy", "Assembly", "Department"),
    *("Committee", "Commission", "Conference", "Summit", "Meeting", "University", "Union", "Party"),
    *("Group", "Organization", "Forum", "Association", "Chamber", "Agreement", "Treaty"),
    *("Republic",),
    *("States", "Nations", "Allied", "Allies", "Quartet", "Nobel", "Bank", "Army", "Navy", "Base"),
    *("Command", "Force", "Forces", "Mission", "Staff", "Corps", "Members", "Society", "Court"),
    *("Institute", "Center", "Club", "Memorial", "Church", "Supreme", "Senate", "Delegation"),
    *("Heads", "Head", "Foundation", "Prize", "Office", "Officials", "Leaders", "State"),
    *("Partners",),
    *("Afterwards", "Also", "Departed", "Visited", "Attended", "Later", "Afghan", "Jirga"),
    *("Community",),
    *("Secretariat", "Ministry", "Tribunal", "Authority", "Palace", "Chancery", "Camp", "Free"),
    *("Officers", "Governors", "Chiefs", "Ambassadors", "Knesset", "Bundestag", "Diet", "Duma"),
    *("Alliance", "Coalition", "League", "Front", "Movement", "Agency", "Fund", "Press"),
    *("Military",),
}
# Words of which none is in a person's name that stands without a title.
NO_UNTITLED = NO_NAME | {
    *("Meetings", "Ministerial", "Dialogue", "Innovation", "Signatories", "Countries", "Policy"),
    *("Lake", "Mount", "Island", "Islands", "City", "Falls", "Valley", "Airport", "Cathedral"),
    *("Hotel",),
    *("Museum", "Square", "Wall", "Canal", "Dam", "Fort", "Port", "Ranch", "School", "College"),
    *("Academy", "Library", "Hospital", "Monument", "Cemetery", "Beach", "River", "Bay", "Park"),
    *("Africa", "Europe", "Asia", "America", "Los", "Las", "Security", "World", "Global"),
    *("Festival",),
    *("Games", "Stadium", "Theater", "Opera", "Exposition", "Fair", "Initiative", "Network"),
    *("Program",),
}
# Where a body's name ends, as in "Chairman of the State Council".
BODIES = {
    *("Commission", "Council", "Assembly", "Parliament", "Presidency", "Congress", "Committee"),
    *("Senate", "Party", "Government", "Republic", "Federation", "Board", "Bundestag", "Court"),
    *("Organization", "Bank", "Union", "Authority", "Cabinet", "Ministers", "Chamber", "Deputies"),
    *("Fund", "Agency", "Tribunal", "Nations", "Federation", "Conference", "Presidium", "Soviet"),
    *("Community", "Communities", "Junta", "State", "House", "Commons", "League", "Association"),
    *("Staff", "Movement", "Front", "Region", "Group", "Duma", "Refugees", "Rights", "Church"),
    *("States",),
}

VERBS = (
    "Met|Attended|Visited|Addressed|Discussed|Accompanied|Also|Afterwards|Departed|Arrived|Signed"
    "|Returned|Conferred|Participated|Delivered|Received|In|Left|Joined|Informal|Private|Later"
    "|Official|State|Working|Guest|Went|Toured|Stopped|Held|Briefed|Dedicated|Laid|Presented"
)
ABBREVIATED = re.compile(
    r"(?:^|[\s(.])(?:[A-Z]|St|Mt|Ft|Dr|Mr|Mrs|Ms|Gen|Col|Lt|Maj|Sen|Gov|Jr|Sr|Nov|Dec|Oct|Sept|Aug"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Mass|Pa|Va|Md|Ga|Tex|Calif|Conn|Prof|Rev|Bros|Ste|No|ca|etc)\.$"
)

# What leads to people who were met. Possibly a "with" follows, which is another of them.
LINK = re.compile(
    r"\b(?:along with|together with|with|met(?! with)|spoke to|briefed|greeted|called on"
    r"|consulted(?! with)|visited|hosted(?! by)|guest of|interviewed|between"
    r"|(?:received|hosted|welcomed|greeted|entertained|accompanied|joined) by)\s+",
    re.IGNORECASE,
)
# After these a name without a title is a person; after "visited" it is more often a town.
LEADS_TO_NAMES = {"with", "met", "Met"}
OWN_SIDE = re.compile(r"accompanied by|joined by|along with|together with", re.IGNORECASE)
# A "with" that leads elsewhere: "in connection with".
IDLE_LINK = re.compile(
    r"(?:connection|accordance|coincid(?:ing|e[ds]?)|deal(?:ing|t)?|Relations|invitation to meet)"
    r"\s+$"
)
# Slips of the pen in the files, read as what they mean.
SPELLINGS = [
    (re.compile(r"\bMinst?ere?\b|\bMInister\b|\bMinistere\b|\bMinster\b"), "Minister"),
    (re.compile(r"\bMinister(?=[A-Z])"), "Minister "),
    (re.compile(r"\bPres(?:dient|ident)\b"), "President"),
    (re.compile(r"(?<=[rt])-Elect\b"), "-elect"),
    (re.compile(r"\bPresident elect\b"), "President-elect"),
    (re.compile(r"\bPresident- +(?=elect\b)"), "President-"),
    (re.compile(r"\bPresident- +"), "President "),
    (re.compile(r"\b[Mm]et with met with\b"), "met with"),
    (re.compile(r"\bal- (?=[A-Z])"), "al-"),
    (re.compile(r"\bforeign minister(s?) (?=of\b)"), r"Foreign Minister\1 "),
    (re.compile(r"\bUN Educational, Scientific,? and Cultural Organization\b"), "UNESCO"),
]
