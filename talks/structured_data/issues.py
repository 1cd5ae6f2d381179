"""Issues: the terms under which the record files what was negotiated."""

from .graph import breadcrumbs, graph, known_as, node

KIND = "DefinedTerm"


def issue_graph(site, issue):
    about = node(
        KIND,
        **known_as(site, issue),
        name=issue.name,
        description=issue.summary,
        subjectOf=issue.question and node("Question", name=issue.question),
    )
    return graph(about, breadcrumbs(site, "Issues", "issue_list", issue.parent, row=issue))
