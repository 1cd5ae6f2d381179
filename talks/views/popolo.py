"""Officials and parties as Popolo: one of them with all that it names, or a whole filtered list."""

from django.db.models import Q
from django.http import StreamingHttpResponse

from talks.data_forms import data_filters
from talks.filters import OfficialFilter, PartyFilter
from talks.models import Official, Party
from talks.popolo import RecordObjects, document

from .addresses import site_of, with_public
from .parties import with_parties

JSON = "application/json"


def popolo_response(request, filename, officials, parties, **more):
    people, sides = RecordObjects("official", officials), RecordObjects("party", parties)
    pieces = document(site_of(request), people, sides, **more)
    response = StreamingHttpResponse(pieces, JSON)
    response["Content-Disposition"] = f'inline; filename="{filename[:100]}.popolo.json"'
    return response


@data_filters(OfficialFilter, lambda: Official.objects.public())
def official_list_popolo(request, filters):
    """Persons, the posts they held, and the parties for which they held them."""
    people = whole(Official, filters.qs)
    parties = Party.objects.filter(appointments__official__in=people.values("pk")).distinct()
    return popolo_response(request, "officials", people, parties)


@with_public(official=lambda: Official.objects.public())
def official_detail_popolo(request, official):
    people = Official.objects.filter(pk=official.pk)
    parties = Party.objects.filter(appointments__official=official).distinct()
    return popolo_response(request, official.slug, people, parties, shown=never)


@data_filters(PartyFilter, lambda: Party.objects.public())
def party_list_popolo(request, filters):
    """Organisations, who is a member of which, and the countries; no persons."""
    parties = whole(Party, filters.qs)
    ids = set(parties.values_list("slug", flat=True))
    among = {"shown": lambda bloc, member: bloc in ids and member in ids}
    return popolo_response(request, "parties", Official.objects.none(), parties, **among)


@with_parties("party")
def party_detail_popolo(request, party):
    """One party: who held posts for it, its members, and the blocs it is in.

    Its members are public because it is; its blocs may not be.
    """
    people = Official.objects.public().filter(appointments__party=party).distinct()
    blocs = Party.objects.public().filter(pk__in=party.blocs.values("pk"))
    other_posts = Q(appointments__official__in=people.values("pk"))
    tied = Q(pk=party.pk) | Q(bloc_memberships__bloc=party) | Q(pk__in=blocs.values("pk"))
    parties = Party.objects.filter(tied | other_posts).distinct()
    own = {"shown": lambda bloc, member: party.slug in (bloc, member)}
    return popolo_response(request, party.slug, people, parties, **own)


def whole(model, rows):
    """The rows by their ids alone: their order and what counts them is the page's."""
    return model.objects.filter(pk__in=rows.order_by().values("pk"))


def never(bloc, member):
    return False
