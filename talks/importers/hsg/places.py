"""Where a trip or a visit led to, as far as the files say so."""

import re

from talks.importers.party_names import party_id, table

DISTRICT = re.compile(r"Mexico, D\.?\s?F\.?")
BRACKETS = re.compile(r"\s*\([^)]*\)?")
NO_PLACE_ENDING = re.compile(r"[\s.]+$")

# Places in the United States that descriptions name without their state.
KNOWN = (
    "Washington|New York City|New York|Camp David|Chicago|Miami|Honolulu|Pittsburgh|San Francisco"
    "|Sea Island|Crawford|Seattle|Rancho Mirage|Palm Beach|Houston|Denver|Palm Springs|Los Angeles"
    "|Williamsburg|Philadelphia|Boston|Detroit|Gettysburg|Hyde Park|San Clemente|Key Biscayne"
    "|Kennebunkport|Glassboro|Wye River|Annapolis|Dallas|Atlanta|San Antonio|New Orleans|Baltimore"
    "|Newport|El Paso|Shepherdstown|Sunnylands|Mar-a-Lago|Santa Barbara|Guam|Vail|Dayton|Anchorage"
)
STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    "|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts"
    "|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey"
    "|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania"
    "|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    r"|West Virginia|Wisconsin|Wyoming|W\.Va\.|Mass\.|Pa\.|PA|Calif\.|CA|Md\.|IL|Tex\.|TX|FL|DC"
)
WORD = r"[A-Z][\w’'-]+\.?"
IN_US = re.compile(
    rf"\b(?:in|at|near|to|and) (?:(?P<known>{KNOWN})\b"
    rf"|(?P<city>{WORD}(?: {WORD}){{0,3}})(?:,| \() ?(?:{STATES})\b)"
)
# Where somebody went besides the meeting.
ELSEWHERE = re.compile(
    r"^(?:Afterwards|Also visited|Later|In (?:the )?U\.S\.|Departed|Arrived|Left|U\.S\. travel"
    r"|Stops|Visited|Had come|Stopped|Previously)|visiting|visited|arrived|later"
)
ON_RECORD = {"New York City": "New York", "Mar-a-Lago": "Palm Beach", "Sunnylands": "Rancho Mirage"}
NO_MEETING = re.compile(
    r"\b(?:returning|route|before|after|treatment|conference) (?:from|to|in|at)\b.*"
)


# Cities and islands in files of a state that has them no longer, by today's country.
TODAY = {
    **dict.fromkeys(["Kiev", "Oreanda", "Yalta", "Odessa", "Simferopol", "Sevastopol"], "UA"),
    **dict.fromkeys(["Belgrade", "Nis", "Novi Sad"], "RS"),
    **dict.fromkeys(["Zagreb", "Dubrovnik", "Pula", "Brioni", "Split"], "HR"),
    **{"Minsk": "BY", "Tbilisi": "GE", "Riga": "LV", "Vilnius": "LT", "Tallinn": "EE"},
    **{"Alma-Ata": "KZ", "Tashkent": "UZ", "Baku": "AZ", "Yerevan": "AM", "Sarajevo": "BA"},
    **{"Ljubljana": "SI", "Skopje": "MK", "Prague": "CZ", "Bratislava": "SK", "Bled": "SI"},
    **{"Bermuda": "BM", "Hong Kong": "HK", "Dacca": "BD", "Martinique": "MQ", "Guadeloupe": "GP"},
    **{"Aruba": "AW", "Curacao": "CW", "Puerto Rico": "PR", "St. Thomas": "VI", "St. Croix": "VI"},
    **{"Nuuk": "GL", "Thule": "GL", "St. Martin Island": "MF", "Gibraltar": "GI", "Macau": "MO"},
    **{"Newfoundland": "CA", "Labrador": "CA", "Antigua": "AG", "Tahiti": "PF", "Noumea": "NC"},
}
PROVINCES = {"Newfoundland": "CA", "Trinidad": "TT", "West Bank": "PS"}


def places_of_trip(record):
    """The cities of a trip: "Halifax (Nova Scotia), Toronto" has two."""
    return [city for city, _ in cities_of(record)] or (
        [record.country] if record.country == "Vatican City" else []
    )


def country_of(city, record):
    """The country of a trip's city today, as far as the file or a table tells it; else None."""
    region = dict(cities_of(record)).get(city, "")
    named = party_id(region) or party_id(city)
    iso = PROVINCES.get(region) or TODAY.get(city) or (named and table()[0][named].get("iso"))
    return iso or record.party.get("iso")


def cities_of(record):
    """Pairs of a city and what stands behind it in brackets."""
    text = DISTRICT.sub("Mexico City", record.locale)
    found = {}
    for part in re.split(r"[,;](?![^(]*\))| and (?=[A-Z])", text):
        region = re.search(r"\((?:The )?([^)]*)", part)
        city = NO_PLACE_ENDING.sub("", BRACKETS.sub("", part)).strip()
        if city:
            found.setdefault(city[:500], region[1] if region else "")
    return found.items()


def places_of_visit(record):
    """The places in the United States that a description says the meeting was at."""
    found = []
    for sentence in re.split(r"(?<=[a-z)\d][.;]) +", record.text):
        if not ELSEWHERE.search(sentence):
            for match in IN_US.finditer(NO_MEETING.sub("", sentence)):
                city = match["known"] or match["city"]
                found.append(ON_RECORD.get(city, city))
    return list(dict.fromkeys(found))
