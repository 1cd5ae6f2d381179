"""Who made a save: a member of staff, an import, or a command; and whether it was a revert."""

from pathlib import PurePath

from django.contrib.auth import get_user_model
from pghistory.models import Context

UNKNOWN = "a command"
NOBODY = "somebody not signed in"


def authors_of(saves):
    """For each of some `Save`s who made it, in words. Two queries."""
    contexts = Context.objects.in_bulk({save.context for save in saves} - {None})
    said = {pk: context.metadata or {} for pk, context in contexts.items()}
    users = get_user_model().objects.in_bulk({s.get("user") for s in said.values()} - {None})
    return {save: author(said.get(save.context), users) for save in saves}


def author(said, users):
    if said is None:
        return UNKNOWN
    words = [person(said["user"], users)] if "user" in said else []
    if "import" in said:
        words.append(f"import of {', '.join(PurePath(name).name for name in said['import'])}")
    if "merge" in said:
        words.append(f"merge of {said['merge']}")
    if "revert" in said:
        words.append(f"revert of {said['revert']}")
    return ", ".join(words) or UNKNOWN


def person(pk, users):
    if pk is None:
        return NOBODY
    user = users.get(pk)
    if user is None:
        return f"user no. {pk}, no longer on record"
    name = user.get_full_name()
    return f"{user.get_username()} ({name})" if name else user.get_username()
