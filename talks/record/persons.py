"""What a person changed last is not overwritten by a file: asks the history who that was."""

from collections import defaultdict

from django.db.models import Q

# A change made through the admin carries the user, one by an anonymous reader `null`; an import
# through the admin says that it is one as well.
BY_A_PERSON = (
    Q(pgh_context__metadata__has_key="user")
    & ~Q(pgh_context__metadata__user=None)
    & ~Q(pgh_context__metadata__has_key="import")
)


def events_of(model):
    return model._meta.get_field("events").related_model.objects


def last_changed_by_person(model, changed):
    """Of changed fields (a dict of key to names), those whose present value a person set."""
    touched = events_of(model).filter(BY_A_PERSON, pgh_obj_id__in=list(changed))
    touched = set(touched.values_list("pgh_obj_id", flat=True))
    if not touched:
        return {}
    names = sorted({name for pk in touched for name in changed[pk]})
    rows = defaultdict(list)
    events = events_of(model).filter(pgh_obj_id__in=touched).order_by("-pgh_id")
    by_person = set(events.filter(BY_A_PERSON).values_list("pgh_id", flat=True))
    for event in events.values("pgh_id", "pgh_obj_id", *names):
        rows[event["pgh_obj_id"]].append(event)
    return {
        pk: [name for name in changed[pk] if setter(rows[pk], name) in by_person] for pk in touched
    }


def setter(events, name):
    """The id of the event that gave a field its present value; events are newest first."""
    last = events[0]
    for event in events[1:]:
        if event[name] != last[name]:
            break
        last = event
    return last["pgh_id"]


def last_written_by_person(model, pks):
    """Of the given rows, those that a person wrote last in any field."""
    events = events_of(model).filter(pgh_obj_id__in=list(pks)).order_by("pgh_obj_id", "-pgh_id")
    latest = events.distinct("pgh_obj_id").values("pgh_id")
    persons = events_of(model).filter(BY_A_PERSON, pgh_id__in=latest)
    return set(persons.values_list("pgh_obj_id", flat=True))


def removed_by_person(shape, parents):
    """Pairs of parent's key and identity of rows below parents that a person removed last."""
    parent = f"{shape.parent}_id"
    gone = events_of(shape.model).filter(
        pgh_label="delete", **{f"{parent}__in": list(parents)}, **shape.fixed
    )
    by_person = set(gone.filter(BY_A_PERSON).values_list("pgh_id", flat=True))
    if not by_person:
        return set()
    last = {
        (key, shape.as_key(identity)): event
        for event, key, *identity in gone.order_by("pgh_id").values_list(
            "pgh_id", parent, *shape.identity
        )
    }
    return {row for row, event in last.items() if event in by_person}
