"""“Export” above a list of the admin: exactly the rows that the list's filters leave, as a CSV file
with the columns that an import reads, or meetings as a record file.

A draft is marked as one. Both are sent as they are read, so that no list is too long.
"""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone

from talks.csv_files import csv_response
from talks.importers.columns import KINDS
from talks.importers.rows_on_record import rows_of
from talks.models import Delegate, FollowUp, Meeting, Statement
from talks.record.exporter import Export

ORDER_WITHIN = {
    Statement: ["meeting_id", "order", "pk"],
    FollowUp: ["meeting_id", "order", "pk"],
    Delegate: ["delegation__meeting_id", "delegation__order", "delegation_id", "order", "pk"],
}
KIND_OF = {kind.shape.model: name for name, kind in KINDS.items()}


class ExportAdmin:
    """For the admin of a model that a kind of table is about."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/<slug:form>/", view, name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        forms = [("csv", "CSV"), *([("record", "record file")] if self.model is Meeting else [])]
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        exports = [(reverse(address, args=[form]), words) for form, words in forms]
        return super().changelist_view(request, {"exports": exports} | (extra_context or {}))

    def export_view(self, request, form):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form not in ("csv", "record") or (form == "record" and self.model is not Meeting):
            raise Http404
        try:
            rows = self.listed(request)
        except IncorrectLookupParameters:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return redirect(reverse(name, query={"e": "1"}))
        return self.csv(rows) if form == "csv" else self.record(rows)

    def listed(self, request):
        """The rows of the whole list, whatever its page.

        What a meeting holds comes in its order there: an import would take another for a change.
        """
        rows = self.get_changelist_instance(request).get_queryset(request)
        order = ORDER_WITHIN.get(self.model)
        return rows.order_by(*order) if order else rows

    def csv(self, rows):
        kind = KIND_OF[self.model]
        return csv_response(f"{self.file_name()}.csv", KINDS[kind].by_heading, rows_of(kind, rows))

    def record(self, rows):
        # By their keys: the list's own joins and order would be repeated in each of many queries.
        chosen = Meeting.objects.filter(pk__in=rows.order_by().values("pk"))
        lines = Export(chosen).lines()
        response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
        disposition = f'attachment; filename="{self.file_name()}.jsonl"'
        response["Content-Disposition"] = disposition
        return response

    def file_name(self):
        return f"{KIND_OF[self.model].replace('_', '-')}-{timezone.localdate()}"
