"""What an undo of a merge takes back beside the rows of the history: see `talks/revisions/`."""

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from talks.models import OldId
from talks.revisions.saves import Save


def save_of(merge):
    return Save.from_token(merge.save_token)


def events_of(merge):
    """What is to be reverted, by model. A row that was moved and removed since stays removed."""
    save, found = save_of(merge), {}
    for model in save.counts():
        events = save.events(model)
        there = model._base_manager.order_by().values("pk")
        dropped = events.filter(pgh_label="delete").order_by().values("pgh_obj_id")
        gone = ~Q(pgh_obj_id__in=there) & ~Q(pgh_obj_id__in=dropped)
        found[model] = events.exclude(gone)
    return found


def kept_is_there(merge):
    model = apps.get_model("talks", merge.noun)
    return model._base_manager.filter(pk=merge.kept).exists()


def loosen(merge):
    """The ids that lead to the kept noun since lead nowhere: so the merged one may have its own."""
    ids = OldId.objects.filter(noun=merge.noun, slug__in=merge.led, target=merge.kept)
    ids.update(target=None)


def restore_untracked(merge):
    """Rows without a history name again what they named, unless they were led elsewhere since."""
    for name, rows in merge.untracked.items():
        model, field = name.rsplit(".", 1)
        key = apps.get_model(model)._meta.get_field(field)
        there = key.related_model._base_manager.filter(pk__in=[old for _, old, _ in rows])
        known = set(there.values_list("pk", flat=True))
        for pk, old, new in (row for row in rows if row[1] in known):
            still = key.model._base_manager.filter(pk=pk, **{key.attname: new})
            still.update(**{key.attname: old})


def note_undone(merge):
    merge.moved_statements.all().delete()
    merge.undone_at, merge.undo_token = timezone.now(), save_that_put_back(merge)
    merge.save(update_fields=["undone_at", "undo_token"])


def save_that_put_back(merge):
    """The save in which the merged row was last written."""
    events = apps.get_model("talks", merge.noun).pgh_event_model.objects
    return Save.of(events.filter(pgh_obj_id=merge.merged).latest("pgh_id")).token
