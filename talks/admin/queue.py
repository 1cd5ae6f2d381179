"""Lists narrowed to one kind of work: the filter that the work queue's links set."""

from django.contrib import admin

from talks.work_queue import PARAMETER, entries_of


class QueueFilter(admin.SimpleListFilter):
    """Work of the list's own model. A word that names none narrows nothing."""

    title = "work queue"
    parameter_name = PARAMETER

    def __init__(self, request, params, model, model_admin):
        self.entries = {entry.key: entry for entry in entries_of(model)}
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(entry.key, entry.title_of_list) for entry in self.entries.values()]

    def queryset(self, request, queryset):
        entry = self.entries.get(self.value())
        return entry.narrow(queryset) if entry else queryset
