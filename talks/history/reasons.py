"""Why staff corrected what was published: the words they gave for readers, kept with the save."""

from pghistory.models import Context

# The key in the context of a save.
KEY = "correction"


def reasons_of(changes):
    """Why staff made the corrections among some changes: words by context, in their order."""
    contexts = {context for change in changes for context in change.contexts}
    if not contexts:
        return {}
    given = Context.objects.filter(pk__in=contexts, metadata__has_key=KEY)
    rows = given.order_by("created_at", "pk").values_list("pk", f"metadata__{KEY}")
    return {pk: reason for pk, reason in rows if isinstance(reason, str)}
