"""The site itself, and how it is searched."""

from django.urls import reverse

from .graph import graph, node


def site_graph(site):
    home = f"{site}{reverse('home')}"
    action = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{site}{reverse('search')}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return graph(
        node(
            "WebSite",
            id=home,
            url=home,
            name="Parley",
            description="A public record of diplomatic talks.",
            inLanguage="en",
            potentialAction=action,
        )
    )
