"""The page about the API, made from its OpenAPI document: what may be asked, and how it answers."""

import json
from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from .asked import LIMIT, MOST
from .limits import REQUESTS, SEARCHES
from .v1 import openapi


@dataclass(frozen=True)
class Operation:
    """One address as a reader sees it; `path` begins at the site's root."""

    path: str
    told: dict
    try_at: str

    @property
    def parameters(self):
        return [Parameter(told) for told in self.told["parameters"]]

    @property
    def example(self):
        """The answer as it looks, indented."""
        (content,) = self.told["responses"]["200"]["content"].values()
        return json.dumps(content["example"], ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class Parameter:
    told: dict

    @property
    def choices(self):
        return ", ".join(value for value in self.told["schema"].get("enum", []) if value)

    @property
    def example(self):
        found = self.told.get("example", "")
        return found[0] if isinstance(found, list) else found


def documentation(request):
    """No queries."""
    context = {
        "groups": groups_of(openapi()),
        "limits": [limit for limit in (REQUESTS, SEARCHES) if limit.most],
        "usual": LIMIT,
        "most": MOST,
        "root": request.build_absolute_uri(reverse("api")),
    }
    return render(request, "api/documentation.html", context)


def groups_of(document):
    """The operations by what they are about, in the order of the document."""
    root = reverse("api") + "v1"
    groups = {}
    for path, methods in document["paths"].items():
        told = methods["get"]
        (tag,) = told["tags"]
        is_list = told["operationId"].startswith("list_")
        operation = Operation(root + path, told, f"{root}{path}?limit=2" if is_list else "")
        groups.setdefault(tag, []).append(operation)
    return groups.items()
