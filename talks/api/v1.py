"""Every address of the API, on one screen."""

from functools import cache, wraps

from django.http import JsonResponse
from django.urls import path, re_path
from django.utils.cache import set_response_etag
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Path

from talks import converters  # noqa: F401 - the ids in the addresses below
from talks.record import schema

from . import examples
from .document import finished, responses_of
from .kinds import KINDS
from .limits import REQUESTS, SEARCHES, Throttle, add_headers
from .lists import list_answer
from .models import Found, page_of
from .parameters import parameters_of, search_parameters
from .problems import HANDLERS, NO_SUCH_ADDRESS, ONLY_READ, problem
from .searching import SearchFilter, search_answer
from .things import follow_up_answer, statement_answer, thing_answer

BELOW = {"statement": statement_answer, "follow_up": follow_up_answer}
api = NinjaAPI(
    title="Parley",
    version="1",
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    throttle=[Throttle(REQUESTS)],
    servers=[{"url": "/api/v1"}],
)
for fault, handler in HANDLERS.items():
    api.add_exception_handler(fault, handler)


def add_list(kind):
    def view(request):
        return list_answer(request, kind)

    name = "".join(word.capitalize() for word in kind.name.split("_"))
    words = kind.name.replace("_", "-")
    api.get(
        f"/{kind.address}",
        response=responses_of(page_of(kind.item, f"{name}Page"), 400),
        operation_id=f"list_{kind.name}",
        url_name=f"{kind.noun}_list",
        summary=f"{words.capitalize()}, page by page",
        description=kind.says,
        tags=[words],
        openapi_extra={
            "parameters": parameters_of(kind),
            "responses": shown(examples.page(examples.IN_LISTS[kind.noun])),
        },
    )(view)


def add_thing(kind):
    """One by its id; what stands below a meeting has an id only there."""
    is_below = kind.noun in BELOW
    names = ["meeting", kind.noun] if is_below else [kind.noun]

    def view(request, **ids):
        if is_below:
            return BELOW[kind.noun](request, **ids)
        return thing_answer(request, kind, ids[kind.noun])

    view._ninja_contribute_args = [(name, schema.Id, id_parameter(name)) for name in names]
    where = f"/meetings/{{id:meeting}}/{kind.address}" if is_below else f"/{kind.address}"
    words = kind.noun.replace("_", "-")
    api.get(
        f"{where}/{{id:{kind.noun}}}",
        response=responses_of(kind.full, 301, 404, 410),
        operation_id=f"get_{kind.noun}",
        url_name=f"{kind.noun}_detail",
        summary=f"One {words}",
        description=f"The {words} with this id, or the way to it from an id it had before.",
        tags=[kind.name.replace("_", "-")],
        openapi_extra={
            "responses": shown(examples.in_full(kind.noun), problems=[404, 410]),
        },
    )(view)


def id_parameter(name):
    example = examples.IN_LISTS[name]["id"]
    return Path(..., description=f"The id of the {name.replace('_', '-')}.", examples=[example])


def shown(example, problems=(400,)):
    """Examples of an operation's answers, as `openapi_extra` has them."""
    return {200: in_media_type(example)} | {
        status: in_media_type(examples.PROBLEMS[status]) for status in (*problems, 429)
    }


def in_media_type(example):
    # Problems get a media type of their own when the document is finished.
    return {"content": {"application/json": {"example": example}}}


for each in KINDS.values():
    add_list(each)
    add_thing(each)


@api.get(
    "/search",
    response=responses_of(Found, 400),
    operation_id="search",
    url_name="search",
    summary="The best statements, meetings and names",
    description=(
        "The search of the site: the most relevant statements and meetings that hold the words, "
        "with excerpts, and the names that the words may mean. It has no pages; every statement "
        "that holds the words is in `/statements?q=`, every meeting in `/meetings?q=`."
    ),
    tags=["search"],
    throttle=[Throttle(REQUESTS), Throttle(SEARCHES)],
    openapi_extra={
        "parameters": search_parameters(SearchFilter),
        "responses": shown(examples.SEARCH),
    },
)
def search(request):
    return search_answer(request)


@cache
def openapi():
    return finished(api.get_openapi_schema(path_prefix=""))


def openapi_json(request):
    if request.method not in ("GET", "HEAD"):
        return only_read()
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def nothing(request):
    return problem(404, NO_SUCH_ADDRESS)


def only_read():
    response = problem(405, ONLY_READ)
    response.headers["Allow"] = "GET, HEAD"
    return response


def answered(view):
    """What django-ninja's view answers, with HEAD as GET, and a problem in place of its 405."""

    @csrf_exempt
    @wraps(view)
    def answering(request, **ids):
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        response = view(request, **ids)
        if response.status_code == 405:
            return only_read()
        add_headers(request, response)
        if method == "HEAD":
            request.method = method
            set_response_etag(response)
        return response

    return answering


urls = (
    [
        path("openapi.json", csrf_exempt(openapi_json), name="openapi"),
        *(
            path(str(each.pattern), answered(each.callback), name=each.name)
            for each in api.urls[0]
            if each.name != "api-root"
        ),
        re_path("", csrf_exempt(nothing)),
    ],
    "api-v1",
)
