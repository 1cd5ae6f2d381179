"""How long the pages take: `python -m tests.speed [address]`, with the site's DATA_DIR.

Asks a site that runs (or, without an address, one that it starts) for each kind of page, one
request after the other, and prints median and 95th percentile in milliseconds. What it asks for
is the most of its kind in the record: the meeting with the most statements, and so on.
"""

import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import django

REQUESTS = 20
PORT = 8079


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talks.settings")
    django.setup()
    given = sys.argv[1:]
    with site(*given) as address:
        sys.stdout.write(f"{'':42}{'median':>8}{'95 %':>8}{'kB':>6}\n")
        for kind, path in pages().items():
            sys.stdout.write(f"{kind:42}{timed(address, path)}\n")
            sys.stdout.flush()


@contextmanager
def site(address=None):
    if address:
        yield address
        return
    command = [sys.executable, "manage.py", "serve", "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            while "Parley is at" not in server.stdout.readline():
                if server.poll() is not None:
                    sys.exit("The site did not start.")
            yield f"http://127.0.0.1:{PORT}"
        finally:
            server.terminate()


def timed(address, path):
    """Median and 95th percentile of the times, and the size, as a row of the table."""
    where = urlsplit(address)
    times = []
    for _ in range(REQUESTS + 2):
        connection = HTTPConnection(where.hostname, where.port, timeout=60)
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - start) * 1000)
        connection.close()
        if answer.status != 200:
            return f"{answer.status} {path}"
    # Two for each worker to have seen the page before.
    times = sorted(times[2:])
    slow = times[round(0.95 * (len(times) - 1))]
    return f"{statistics.median(times):8.0f}{slow:8.0f}{len(body) / 1000:6.0f}"


def pages():
    """Addresses by what they are, the largest of each kind."""
    from django.urls import reverse

    def listed(name, **query):
        return f"{reverse(name)}?{urlencode(query, doseq=True)}"

    rows = largest()
    party, other = rows["parties"]
    year = {"after": 1990, "before": 2000}
    return {
        "home": reverse("home"),
        "meetings": reverse("meeting_list"),
        "meetings, page 100": listed("meeting_list", page=100),
        "meetings of a party": listed("meeting_list", party=party.slug),
        "meetings of two parties": listed("meeting_list", party=[party.slug, other.slug]),
        "meetings of some years": listed("meeting_list", **year),
        "meetings with a word": listed("meeting_list", q="security"),
        "meetings, four filters": listed(
            "meeting_list", party=party.slug, status="held", format="bilateral", **year
        ),
        "statements": reverse("statement_list"),
        "statements of a party": listed("statement_list", party=party.slug),
        "statements on an issue": listed("statement_list", issue=rows["issue"].slug),
        "statements with a word": listed("statement_list", q="security"),
        "officials": reverse("official_list"),
        "officials of a party": listed("official_list", party=party.slug),
        "parties": reverse("party_list"),
        "issues": reverse("issue_list"),
        "processes": reverse("process_list"),
        "places": reverse("place_list"),
        "follow-ups": reverse("follow_up_list"),
        "meeting": rows["meeting"].get_absolute_url(),
        "meeting, last part": f"{rows['meeting'].get_absolute_url()}?page=99999",
        "official": rows["official"].get_absolute_url(),
        "party": party.get_absolute_url(),
        "pair": reverse("party_pair", args=[party.slug, other.slug]),
        "issue": rows["issue"].get_absolute_url(),
        "process": rows["process"].get_absolute_url(),
        "place": rows["place"].get_absolute_url(),
        "calendar": listed("calendar", month="1995-06"),
        "map": reverse("map"),
        **{f"search: {words}": listed("search", q=words) for words in searches()},
        "search: security, of a party": listed("search", q="security", party=party.slug),
        "search: nations, of a year": listed("search", q="nations", year=2005),
        "suggestions: uni": listed("search_suggestions", q="uni"),
    }


def searches():
    """A rare word, common ones, the commonest, phrases, OR, minus, names."""
    return [
        "unanimity",
        "climate",
        "security",
        "nations",
        "the",
        '"open door"',
        '"united nations"',
        "climate OR nuclear",
        "security -council",
        "sherman",
        "shermann",
        "zzqq",
    ]


def largest():
    from django.db.models import Count

    from talks.models import Issue, Meeting, Official, Party, Place, Process

    def first(model, rows):
        return model.objects.annotate(size=Count(rows)).order_by("-size", "pk")

    return {
        "meeting": first(Meeting, "statements")[0],
        "official": first(Official, "delegates")[0],
        "parties": list(first(Party, "delegations")[:2]),
        "issue": first(Issue, "statement_issues")[0],
        "process": first(Process, "meetings")[0],
        "place": first(Place, "meetings")[0],
    }


if __name__ == "__main__":
    main()
