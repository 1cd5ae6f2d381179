"""The record as files: the page that lists the latest dump, its files, the JSON Schema."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from talks.dumps import manifest
from talks.dumps.folders import latest
from talks.record.json_schema import schema_text

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".gz": "application/gzip",
    ".db": "application/vnd.sqlite3",
}
# Names of URLs, and what readers call the list.
LISTS = [
    ("meeting_list", "Meetings"),
    ("statement_list", "Statements"),
    ("follow_up_list", "Follow-ups"),
    ("official_list", "Officials"),
    ("party_list", "Parties"),
    ("issue_list", "Issues"),
    ("process_list", "Processes"),
    ("place_list", "Places"),
]
# Shown, not saved: what one reads before taking anything away.
SHOWN = {manifest.MANIFEST, manifest.SUMS}


def data_index(request):
    """No query: all of it stands in the manifest."""
    return render(request, "data/index.html", {"dump": present(), "lists": LISTS})


def present():
    """The latest dump's manifest, or None."""
    folder = latest(settings.DATA_FILES)
    return folder and manifest.read(folder)


def record_file_schema(request):
    """The JSON Schema of a line of the record file, whether or not there is a dump."""
    return HttpResponse(f"{schema_text()}\n", TYPES[".json"])


def data_file(request, name):
    """One of the files that the manifest names, and nothing else that lies beside them."""
    dump = present()
    if dump is None or name not in {*dump.files, *SHOWN}:
        raise Http404
    etag = f'"{dump.files[name].sha256}"' if name in dump.files else None
    if etag and (unchanged := get_conditional_response(request, etag=etag)):
        return unchanged
    response = file_answer(request, dump.folder / name)
    if etag:
        response["ETag"] = etag
    return response


def file_answer(request, path):
    media_type = TYPES.get(path.suffix, "text/plain; charset=utf-8")
    try:
        if request.method == "HEAD":
            response = HttpResponse(content_type=media_type)
            response["Content-Length"] = path.stat().st_size
        else:
            response = FileResponse(path.open("rb"), content_type=media_type)
    except OSError:
        raise Http404 from None
    where = "inline" if path.name in SHOWN else "attachment"
    response["Content-Disposition"] = f'{where}; filename="{path.name}"'
    if path.suffix in (".gz", ".db"):
        # Else each would be packed anew on its way, and nobody would know how long it is.
        response["Content-Encoding"] = "identity"
    return response
