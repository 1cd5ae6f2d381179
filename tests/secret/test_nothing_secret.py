"""No draft, no note and no name of staff stands on any page, in any file or answer of the public.

The record is crawled as readers see it; then everything secret is added, and no byte may change.
What was secret before, in the past of what is public now, is looked for by its words.
"""

import gzip
from io import StringIO
from itertools import product
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client, override_settings

from talks import models
from talks.dumps.folders import latest
from talks.import_jobs import files
from talks.roles import make_groups
from tests.secret.public_record import make_public_record
from tests.secret.reading import Page, crawl, public_routes, route_of
from tests.secret.secret_record import add_secrets
from tests.secret.words import control, leaks, told
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

# The nouns that the addresses name.
NAMED = {
    "meeting": models.Meeting,
    "statement": models.Statement,
    "official": models.Official,
    "party": models.Party,
    "other": models.Party,
    "issue": models.Issue,
    "process": models.Process,
    "place": models.Place,
    "source": models.Source,
    "follow_up": models.FollowUp,
}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The record, and what a reader saw before and after the secrets came."""
    folder = tmp_path_factory.mktemp("dumps")
    with django_db_blocker.unblock(), override_settings(DATA_FILES=folder):
        try:
            with override_settings(SITE_URL="http://testserver", EMAIL_URL={"EMAIL_HOST": "x"}):
                record = make_public_record()
                record.dump_before = dumped(folder)
                record.before, record.file_before = crawl(Client(), record.links), exported()
                add_secrets(record)
                record.after = crawl(Client(), record.links)
                yield record
        finally:
            call_command("flush", verbosity=0, interactive=False)
            make_groups(apps)


def exported(**options):
    with NamedTemporaryFile(suffix=".jsonl") as file:
        call_command("export_record", file.name, stderr=StringIO(), **options)
        return Path(file.name).read_text(encoding="utf-8")


def dumped(folder):
    """What is in each file of a dump that may be compared by its bytes, as text."""
    call_command("dump_record", str(folder), stdout=StringIO())
    files = latest(folder).iterdir()
    texts = {path.name: path for path in files if path.suffix in (".csv", ".gz", ".db")}
    return {
        name: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for name, path in texts.items()
    }


def test_secrets_are_in_the_record(site):
    """Else nothing would be proved: those of drafts leave with an export that asks for them."""
    assert len(told) > 150
    assert len(leaks(exported(drafts=True))) > 80
    assert site.after["/meetings/talks/changes/"].text.count("A private address stood here.") == 4


def test_no_secret_changes_a_byte_of_a_public_page(site):
    assert site.after.keys() == site.before.keys()
    assert differences(site.before, site.after) == {}


def differences(before, after):
    """The lines that are others now, by address."""
    lines = {address: page.text.splitlines() for address, page in before.items()}
    return {
        address: [line for line in page.text.splitlines() if line not in lines[address]]
        for address, page in after.items()
        if page.text != before[address].text
    }


def test_no_word_of_a_secret_stands_on_a_public_page(site):
    found = {address: leaks(page.text) for address, page in site.after.items()}
    assert {address: places for address, places in found.items() if places} == {}


def test_every_public_address_was_read(site):
    """A new route that no link leads to needs a start in `reading.py`."""
    answered = {
        route_of(address.split("?")[0]) for address, page in site.after.items() if page.status < 400
    }
    assert public_routes() - answered - {"styleguide/"} == set()


def test_staff_see_of_public_pages_what_everybody_sees(site):
    client = Client()
    sign_in(client, site.staff[0])
    differ = [
        address
        for address, page in site.after.items()
        if not address.startswith("/admin/") and Page(client.get(address)).body != page.body
    ]
    assert differ == []


@pytest.mark.parametrize("route", sorted(public_routes()))
def test_an_address_that_is_guessed_answers_as_nonsense_does(site, route, client):
    for names, secret in guesses(route, site):
        assert_alike(client, f"/{filled_in(route, names)}", secret)


def guesses(route, site):
    """Ids for each gap of a route, of which one at least is secret."""
    gaps = gaps_of(route)
    # A secret link names no row of the record, and is signed.
    if "token" in gaps:
        return
    for ids in product(*(candidates(name, site) for name in gaps)):
        if secret := [slug for slug in ids if slug in told]:
            yield dict(zip(gaps, ids, strict=True)), secret


def gaps_of(route):
    return [part.split(">")[0].split(":")[-1] for part in route.split("<")[1:]]


def filled_in(route, names):
    return "".join(
        part if n == 0 else names[part.split(">")[0].split(":")[-1]] + part.split(">")[1]
        for n, part in enumerate(route.split("<"))
    )


def candidates(name, site):
    """All secret ids of a noun, its old ones too, and two that are public."""
    if name not in NAMED:
        return []  # The gap is for no id: a file's name.
    slugs = [*NAMED[name].objects.values_list("slug", flat=True)]
    slugs += models.OldId.objects.filter(noun=name).values_list("slug", flat=True)
    return sorted({s for s in slugs if s in told}) + [s for s in slugs if s not in told][:2]


def assert_alike(client, address, secret):
    nonsense = {word: control(n) for n, word in enumerate(secret)}
    other = address
    for word, instead in nonsense.items():
        other = other.replace(word, instead)
    asked = Page(client.get(address)).without(nonsense)
    assert asked == Page(client.get(other)).without(nonsense.values()), address


def test_a_search_for_a_secret_answers_as_one_for_nonsense(site, client):
    words = [word for word in told if word.isalpha()]
    for n, word in enumerate(words):
        assert_alike(client, f"/search/?q={word}", [word])
        # What searches by the same code is asked a part of them each.
        if n % 3:
            other = "/api/v1/search" if n % 3 == 1 else "/search/suggestions/"
            assert_alike(client, f"{other}?q={word}", [word])


def test_a_filter_by_a_secret_answers_as_one_by_nonsense(site, client):
    for path, names in sorted(asked_for(site.after).items()):
        # Forms of a page have its filters.
        few = 3 if path.endswith("/") else 1
        for name in sorted(names):
            for slug in candidates(name if name in NAMED else "meeting", site)[:few]:
                if slug in told:
                    assert_alike(client, f"{path}?{name}={slug}", [slug])


def asked_for(pages):
    """What each kind of page may be asked: by its route, one address and the names in queries."""
    paths, names = {}, {}
    for address, page in pages.items():
        path, _, query = address.partition("?")
        route = route_of(path)
        if route and page.status == 200 and not path.startswith("/admin/"):
            paths.setdefault(route, path)
            found = {part.split("=")[0] for part in query.split("&") if part}
            names.setdefault(route, {"q", "party", "meeting"}).update(found)
    return {paths[route]: names[route] for route in paths}


def test_no_secret_leaves_in_an_export(site):
    file = exported()
    assert file == site.file_before and leaks(file) == []
    assert leaks(exported(filter="party=us")) == []


def test_no_secret_leaves_in_a_dump(site, tmp_path):
    files = dumped(tmp_path)
    assert len(files) > 20 and files == site.dump_before
    found = {name: leaks(content.decode(errors="replace")) for name, content in files.items()}
    assert {name: places for name, places in found.items() if places} == {}


def test_no_file_of_staff_lies_where_files_are_served(site, settings):
    folders = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    served = [folder[1] if isinstance(folder, tuple) else folder for folder in folders]
    assert not any(files.folder().is_relative_to(folder) for folder in served)
