"""The cities where talks were held: their country and time zone."""

from talks.folding import fold

# City, country, zone; names of the time as well. "*" has no country of its own.
CITIES = """
Washington|US|America/New_York
New York|US|America/New_York
Camp David|US|America/New_York
Newport|US|America/New_York
Gettysburg|US|America/New_York
Hyde Park|US|America/New_York
Philadelphia|US|America/New_York
Glassboro|US|America/New_York
Boston|US|America/New_York
Palm Beach|US|America/New_York
Key West|US|America/New_York
Key Biscayne|US|America/New_York
Hyannis Port|US|America/New_York
Jackson Hole|US|America/Denver
Denver|US|America/Denver
Vail|US|America/Denver
Chicago|US|America/Chicago
LBJ Ranch|US|America/Chicago
San Francisco|US|America/Los_Angeles
San Clemente|US|America/Los_Angeles
Los Angeles|US|America/Los_Angeles
Seattle|US|America/Los_Angeles
Anchorage|US|America/Anchorage
Honolulu|US|Pacific/Honolulu
Moscow|RU|Europe/Moscow
Leningrad|RU|Europe/Moscow
Vladivostok|RU|Asia/Vladivostok
Zavidovo|RU|Europe/Moscow
Pitsunda|GE|Europe/Moscow
Gagra|GE|Europe/Moscow
Yalta|UA|Europe/Moscow
Oreanda|UA|Europe/Moscow
Kiev|UA|Europe/Moscow
London|GB|Europe/London
Chequers|GB|Europe/London
Birch Grove|GB|Europe/London
Paris|FR|Europe/Paris
Rambouillet|FR|Europe/Paris
Fontainebleau|FR|Europe/Paris
Bonn|DE|Europe/Berlin
Berlin|DE|Europe/Berlin
West Berlin|DE|Europe/Berlin
Potsdam|DE|Europe/Berlin
Babelsberg|DE|Europe/Berlin
Frankfurt|DE|Europe/Berlin
Munich|DE|Europe/Berlin
Hamburg|DE|Europe/Berlin
Vienna|AT|Europe/Vienna
Salzburg|AT|Europe/Vienna
Geneva|CH|Europe/Zurich
Bern|CH|Europe/Zurich
Lausanne|CH|Europe/Zurich
Zurich|CH|Europe/Zurich
Brussels|BE|Europe/Brussels
The Hague|NL|Europe/Amsterdam
Luxembourg|LU|Europe/Luxembourg
Copenhagen|DK|Europe/Copenhagen
Oslo|NO|Europe/Oslo
Stockholm|SE|Europe/Stockholm
Helsinki|FI|Europe/Helsinki
Reykjavik|IS|Atlantic/Reykjavik
Dublin|IE|Europe/Dublin
Rome|IT|Europe/Rome
Vatican City|VA|Europe/Rome
Madrid|ES|Europe/Madrid
Lisbon|PT|Europe/Lisbon
Lajes|PT|Atlantic/Azores
Athens|GR|Europe/Athens
Ankara|TR|Europe/Istanbul
Istanbul|TR|Europe/Istanbul
Nicosia|CY|Asia/Nicosia
Belgrade|RS|Europe/Belgrade
Warsaw|PL|Europe/Warsaw
Prague|CZ|Europe/Prague
Budapest|HU|Europe/Budapest
Bucharest|RO|Europe/Bucharest
Sofia|BG|Europe/Sofia
Cairo|EG|Africa/Cairo
Alexandria|EG|Africa/Cairo
Aswan|EG|Africa/Cairo
Tehran|IR|Asia/Tehran
Baghdad|IQ|Asia/Baghdad
Damascus|SY|Asia/Damascus
Beirut|LB|Asia/Beirut
Amman|JO|Asia/Amman
Jerusalem|IL|Asia/Jerusalem
Tel Aviv|IL|Asia/Jerusalem
Jidda|SA|Asia/Riyadh
Riyadh|SA|Asia/Riyadh
Kuwait|KW|Asia/Kuwait
Kabul|AF|Asia/Kabul
Karachi|PK|Asia/Karachi
Rawalpindi|PK|Asia/Karachi
Islamabad|PK|Asia/Karachi
New Delhi|IN|Asia/Kolkata
Kathmandu|NP|Asia/Kathmandu
Colombo|LK|Asia/Colombo
Dacca|BD|Asia/Dhaka
Rangoon|MM|Asia/Yangon
Bangkok|TH|Asia/Bangkok
Vientiane|LA|Asia/Vientiane
Phnom Penh|KH|Asia/Phnom_Penh
Saigon|VN|Asia/Ho_Chi_Minh
Hanoi|VN|Asia/Bangkok
Kuala Lumpur|MY|Asia/Kuala_Lumpur
Singapore|SG|Asia/Singapore
Djakarta|ID|Asia/Jakarta
Jakarta|ID|Asia/Jakarta
Manila|PH|Asia/Manila
Taipei|TW|Asia/Taipei
Hong Kong|HK|Asia/Hong_Kong
Peking|CN|Asia/Shanghai
Beijing|CN|Asia/Shanghai
Shanghai|CN|Asia/Shanghai
Nanking|CN|Asia/Shanghai
Hangchow|CN|Asia/Shanghai
Seoul|KR|Asia/Seoul
Pusan|KR|Asia/Seoul
Tokyo|JP|Asia/Tokyo
Canberra|AU|Australia/Sydney
Sydney|AU|Australia/Sydney
Wellington|NZ|Pacific/Auckland
Ottawa|CA|America/Toronto
Montreal|CA|America/Toronto
Quebec|CA|America/Toronto
Mexico City|MX|America/Mexico_City
Havana|CU|America/Havana
Bogotá|CO|America/Bogota
Caracas|VE|America/Caracas
Lima|PE|America/Lima
Santiago|CL|America/Santiago
Buenos Aires|AR|America/Argentina/Buenos_Aires
Rio de Janeiro|BR|America/Sao_Paulo
Brasília|BR|America/Sao_Paulo
Punta del Este|UY|America/Montevideo
Montevideo|UY|America/Montevideo
San José|CR|America/Costa_Rica
Panama City|PA|America/Panama
Guatemala City|GT|America/Guatemala
Nassau|BS|America/Nassau
Hamilton|BM|Atlantic/Bermuda
Addis Ababa|ET|Africa/Addis_Ababa
Nairobi|KE|Africa/Nairobi
Dar es Salaam|TZ|Africa/Dar_es_Salaam
Lusaka|ZM|Africa/Lusaka
Pretoria|ZA|Africa/Johannesburg
Lagos|NG|Africa/Lagos
Accra|GH|Africa/Accra
Kinshasa|CD|Africa/Kinshasa
Léopoldville|CD|Africa/Kinshasa
Rabat|MA|Africa/Casablanca
Casablanca|MA|Africa/Casablanca
Algiers|DZ|Africa/Algiers
Tunis|TN|Africa/Tunis
Tripoli|LY|Africa/Tripoli
"""
BY_NAME = {
    fold(city): (city, country, zone)
    for city, country, zone in (line.split("|") for line in CITIES.split("\n") if line)
}
OTHER_NAMES = {"washington, d.c.": "washington", "washington, dc": "washington"}
OTHER_NAMES |= {"new york city": "new york", "teheran": "tehran", "jiddah": "jidda"}
OTHER_NAMES |= {"saint petersburg": "leningrad", "delhi": "new delhi", "brasilia": "brasilia"}


def city_named(text):
    """Name, country and zone of a city, or None."""
    folded = fold(text).strip(" .,[]()")
    return BY_NAME.get(OTHER_NAMES.get(folded, folded))
