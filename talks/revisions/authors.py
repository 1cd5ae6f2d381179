"""Who made a save: a member of staff, an import, or a command; and whether it was a revert."""

from pathlib import PurePath

from django.contrib.auth import get_user_model
from pghistory.models import Context

from talks.history.reasons import KEY

UNKNOWN = "a command"
NOBODY = "somebody not signed in"


def authors_of(saves):
    """For each of some `Save`s who made it, in words. Two queries."""
    contexts = Context.objects.in_bulk({save.context for save in saves} - {None})
    said = {pk: context.metadata or {} for pk, context in contexts.items()}
    named = {s.get(key) for s in said.values() for key in ("user", "proposed_by")}
    users = get_user_model().objects.in_bulk(named - {None})
    return {save: author(said.get(save.context), users) for save in saves}


def author(said, users):
    if said is None:
        return UNKNOWN
    words = [person(said["user"], users)] if "user" in said else []
    if said.get("proposed_by"):
        words = [person(said["proposed_by"], users), *(f"applied by {who}" for who in words)]
    if "import" in said:
        words.append(f"import of {', '.join(PurePath(name).name for name in said['import'])}")
    if "merge" in said:
        words.append(f"merge of {said['merge']}")
    if "revert" in said:
        words.append(f"revert of {said['revert']}")
    elif KEY in said:
        words.append(f"correction: “{said[KEY]}”")
    return ", ".join(words) or UNKNOWN


def person(pk, users):
    if pk is None:
        return NOBODY
    user = users.get(pk)
    return person_in_words(user) if user else f"user no. {pk}, no longer on record"


def person_in_words(user):
    if user is None:
        return "somebody no longer on record"
    name = user.get_full_name()
    return f"{user.get_username()} ({name})" if name else user.get_username()
