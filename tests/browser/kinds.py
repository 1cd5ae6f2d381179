"""Every kind of page, in one place: what is walked, weighed and checked is in this list."""

from datetime import date

from talks.data_forms import FORMS
from talks.following import links
from talks.urls import urlpatterns
from tests.browser import awkward
from tests.test_sample import GENEVA

NAMED = awkward.NAMED
CHAIN = "european-security-guarantees-2022"
LONG_CHAIN = "us-soviet-ministerial-meetings"

KINDS = {
    "home": "/",
    "about": "/about/",
    "contact": "/contact/",
    "contact, on a meeting": f"/contact/?meeting={awkward.LONGEST}",
    "contact, on a statement": f"/contact/?meeting={GENEVA}&statement=s23",
    "contact, sent": f"/contact/sent/?meeting={awkward.LONGEST}",
    # Follow by e-mail
    "follow": "/follow/?what=statements&party=russia&party=rusia&q=security",
    "follow, nothing named": "/follow/",
    "follow, sent": "/follow/sent/",
    "follow, ended": "/follow/ended/",
    "follow, confirm": f"/follow/confirm/{links.confirm_token(awkward.ASKED)}/",
    "follow, manage": f"/follow/manage/{links.manage_token(awkward.READER)}/",
    "follow, stop": f"/follow/end/{links.unsubscribe_token(awkward.FOLLOWED)}/",
    # Lists: whole, filtered, with nothing found, and asked for what is not there
    "meetings": "/meetings/",
    "meetings, page 2": "/meetings/?page=2",
    "meetings, filtered": "/meetings/?party=russia&after=2020&level=deputy&q=security",
    "meetings, none": "/meetings/?q=zzqq&party=russia",
    "meetings, with notes": "/meetings/?party=rusia&format=shout&after=2022-13-45&page=99",
    "statements": "/statements/",
    "statements, filtered": "/statements/?official=wendy-sherman&issue=nato-enlargement",
    "statements, none": "/statements/?q=zzqq",
    "officials": "/officials/",
    "officials, filtered": "/officials/?q=sherman",
    "officials, none": "/officials/?q=zzqq",
    "parties": "/parties/",
    "parties, filtered": "/parties/?kind=organisation",
    "parties, none": "/parties/?q=zzqq",
    "issues": "/issues/",
    "issues, none": "/issues/?q=zzqq",
    "processes": "/processes/",
    "processes, none": "/processes/?q=zzqq",
    "places": "/places/",
    "places, none": "/places/?q=zzqq",
    "follow-ups": "/follow-ups/",
    "follow-ups, filtered": "/follow-ups/?state=pending&party=russia",
    "follow-ups, none": "/follow-ups/?state=dropped&party=russia",
    # One of each noun
    "meeting": f"/meetings/{GENEVA}/",
    "meeting, as of a day": f"/meetings/{GENEVA}/?as_of={date.today().isoformat()}",
    "meeting, before its time": f"/meetings/{GENEVA}/?as_of=1999-12-31",
    "meeting of facts alone": "/meetings/1986-10-10-reykjavik-reagan-gorbachev/",
    "meeting, awkward": f"/meetings/{awkward.LONGEST}/",
    "meeting in parts": f"/meetings/{awkward.LARGEST}/",
    "meeting that is planned": f"/meetings/{awkward.PLANNED}/",
    "changes": f"/meetings/{awkward.LONGEST}/changes/",
    "changes, none": f"/meetings/{GENEVA}/changes/",
    "statement": f"/meetings/{awkward.LARGEST}/statements/s111/",
    # In a frame on another site
    "card of a meeting": f"/meetings/{GENEVA}/embed/",
    "card of a meeting, awkward": f"/meetings/{awkward.LONGEST}/embed/",
    "card of a statement": f"/meetings/{GENEVA}/statements/s23/embed/",
    "card, withdrawn": "/meetings/withdrawn-meeting/embed/",
    "official": "/officials/wendy-sherman/",
    "official, awkward": f"/officials/{NAMED}/",
    "party": "/parties/russia/",
    "party, awkward": f"/parties/{NAMED}/",
    "pair": "/parties/russia/with/united-states/",
    "pair, awkward": f"/parties/{NAMED}/with/awkward-two/",
    "issue": "/issues/nato-enlargement/",
    "issue, awkward": f"/issues/{NAMED}/",
    "process": f"/processes/{CHAIN}/",
    "process, long": f"/processes/{LONG_CHAIN}/",
    "process, awkward": f"/processes/{NAMED}/",
    "place": "/places/geneva/",
    "place, awkward": f"/places/{NAMED}/",
    "source": "/sources/anews-2022-01-10/",
    "source, awkward": f"/sources/{NAMED}/",
    # Across the record
    "search, empty": "/search/",
    "search": "/search/?q=open+door",
    "search, narrowed": "/search/?q=security&party=russia&act=warning",
    "search, awkward": f"/search/?q={awkward.LONG_WORD[:42]}",
    "search, did you mean": "/search/?q=Shermann",
    "search, nothing found": "/search/?q=zzqq+-open",
    "calendar": "/calendar/?month=2022-01",
    "calendar, agenda": "/calendar/?month=2022-01&view=agenda",
    "calendar, empty month": "/calendar/?month=1950-01",
    "map": "/map/",
    "api": "/api/",
    "data": "/data/",
    # What goes wrong
    "400": "/an-address-for-tests/400/",
    "404": "/meetings/no-such-meeting/",
    "404, broken link": "/follow/manage/broken/",
    "410": "/meetings/removed-meeting/",
    "410, withdrawn": "/meetings/withdrawn-meeting/",
    "500": "/an-address-for-tests/500/",
    # For those who build the site
    "styleguide": "/styleguide/",
}
ENDINGS = tuple(f"_{form.ending}" for form in FORMS)
# The only page that may weigh more: it draws the world.
MAPS = {"map"}
STATUSES = {
    "400": 400,
    "404": 404,
    "404, broken link": 404,
    "410": 410,
    "410, withdrawn": 410,
    "card, withdrawn": 410,
    "500": 500,
    "meeting, before its time": 404,
}
# Addresses of their own that are no page.
FORMATS = {"search_suggestions", "understood_date", "post_on_day", "meeting_preview"}
FORMATS |= {"oembed", "robots", "sitemap", "sitemap_section"}


def routes():
    """The names of pages, and of what FORMATS lists; forms of pages as data are tested as such."""
    names = {pattern.name for pattern in urlpatterns if getattr(pattern, "name", None)}
    return {name for name in names if not name.endswith(ENDINGS)}
