"""The pages of import: the list of jobs with the form, one job with its preview, and templates."""

from functools import wraps

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from talks.csv_files import csv_response
from talks.import_jobs import files
from talks.import_jobs.workers import start_if_needed
from talks.importers.columns import KINDS
from talks.importers.templates import table, template_workbook
from talks.models import ImportJob

from .forms import KIND_CHOICES, ImportForm
from .headings import HeadingsForm
from .receiving import streamed
from .standing import told

NEEDED = ("talks.add_meeting", "talks.change_meeting")
JOBS_SHOWN, ITEMS_A_PAGE = 50, 100
COUNTED = ("created", "updated", "removed", "unchanged", "kept", "held as draft")
OUTCOMES = ("refused", "changed", "created", "unchanged")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def for_importers(view):
    """Staff who may add and change meetings; everybody else is refused, whatever the method."""

    @wraps(view)
    def permitted(request, *args, **kwargs):
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    permitted.without_token = refuse_without_token
    return admin.site.admin_view(permitted)


def refuse_without_token(request):
    """As the admin's own forms; see views/errors.py."""
    return render(request, "403.html", {"takes_forms": True}, status=403)


@streamed
@for_importers
def import_list(request):
    form = ImportForm()
    if request.method == "POST":
        sent = request.POST, request.FILES
        form = ImportForm(*sent, is_too_large=request.is_too_large)
        if form.is_valid():
            job = form.save(request.user)
            start_if_needed()
            return redirect("import_job", pk=job.pk)
    start_if_needed()
    jobs = ImportJob.objects.seen_by(request.user).select_related("user")[:JOBS_SHOWN]
    context = {
        "form": form,
        "jobs": told(jobs),
        "kinds": KIND_CHOICES[1:],
        "four_eyes": settings.FOUR_EYES,
    }
    status = 413 if request.is_too_large else 200
    return page(request, "admin/importing/list.html", "Import", context, status)


@require_GET
@for_importers
def import_job(request, pk):
    job = job_of(request, pk)
    if job.is_active:
        start_if_needed()
    return job_page(request, job, HeadingsForm(job))


def job_page(request, job, headings):
    outcomes = job.report.get("outcomes", {})
    chosen = request.GET.get("outcome", "")
    items = job.items.filter(outcome=chosen) if chosen in OUTCOMES else job.items.all()
    shown = Paginator(items, ITEMS_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "job": told([job])[0],
        "items": shown,
        "chosen": chosen if chosen in OUTCOMES else "",
        "outcomes": [(name, outcomes[name]) for name in OUTCOMES if outcomes.get(name)],
        "total": sum(outcomes.values()),
        "counts": counts_of(job),
        "headings": headings,
        "lines_read": f"{job.lines_read:,} {'lines' if job.form == 'record' else 'rows'} read",
    }
    return page(request, "admin/importing/job.html", f"Import of {job.name}", context)


@require_POST
@for_importers
def import_commit(request, pk):
    job = job_of(request, pk)
    if ImportJob.objects.accept(job.pk, request.POST.get("digest", ""), request.user):
        start_if_needed()
    else:
        said = "Nothing was started: the import is not as this page showed it. See below."
        messages.warning(request, said)
    return redirect("import_job", pk=pk)


@require_POST
@for_importers
def import_headings(request, pk):
    """Check the same file again, its own headings read as the columns chosen."""
    job = job_of(request, pk)
    form = HeadingsForm(job, request.POST)
    if form.sheets and not form.is_valid():
        return job_page(request, job, form)
    if form.sheets and ImportJob.objects.remap(job.pk, job.finished_at, form.mapping):
        start_if_needed()
    else:
        messages.warning(request, "Nothing was started: the import is not as it was. See below.")
    return redirect("import_job", pk=pk)


@require_POST
@for_importers
def import_cancel(request, pk):
    job = job_of(request, pk)
    if ImportJob.objects.cancel(job.pk):
        files.delete(job)
        messages.success(request, "Cancelled: nothing of this file is in the record.")
    else:
        messages.warning(request, "Too late to cancel: the import had ended.")
    return redirect("import_job", pk=pk)


@require_GET
@for_importers
def import_template(request, name):
    """Headings and an example: `all.xlsx`, or a CSV file for one kind of row."""
    if name == "all.xlsx":
        response = HttpResponse(template_workbook(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="parley-template.xlsx"'
        return response
    kind = name.removesuffix(".csv")
    if kind == name or kind not in KINDS:
        raise Http404
    headings, example = table(kind)
    return csv_response(name, headings, [example])


def job_of(request, pk):
    """A job that the user may see; to others it does not exist."""
    job = ImportJob.objects.seen_by(request.user).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def counts_of(job):
    """Lines such as “statements: 18 created, 2 unchanged”."""
    counts = {}
    in_order = sorted(job.report.get("counts", ()), key=lambda count: COUNTED.index(count[1]))
    for label, outcome, number in in_order:
        if number:
            counts.setdefault(label, []).append(f"{number:,} {outcome}")
    return [(label, ", ".join(found)) for label, found in sorted(counts.items())]


def page(request, template, title, context, status=200):
    common = {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, template, common | context, status=status)
