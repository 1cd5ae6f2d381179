"""A pasted transcript becomes a draft: first shown with who would sit where, then written."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from talks.importers.transcripts.meetings import about_meeting
from talks.importers.transcripts.parsing import parsed_transcript
from talks.importers.transcripts.texts import decoded
from talks.importers.writing import write
from talks.models import Meeting
from talks.record.problems import RecordError
from talks.written_dates import read

from .views import for_importers, page

PASTED = "the text"
LETTERS = 200
NEITHER = "Paste the text, or choose a file with it."
PUBLISHED = "This meeting is published. A transcript goes into a draft: unpublish it, or type."


class TranscriptForm(forms.Form):
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
        help_text="A speech begins with a name, the party in brackets, and a colon: “Wendy "
        "Sherman (United States): …”. A record of the Security Council may be pasted as it is.",
    )
    file = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        help_text="Or a file of plain text in UTF-8, instead of the text above.",
    )
    meeting = forms.SlugField(
        required=False,
        max_length=LETTERS,
        help_text="The id of a draft, or of a new meeting. A record of the Security Council needs "
        "none of this.",
    )
    title = forms.CharField(required=False, max_length=500, help_text="Of a new meeting.")
    starts = forms.CharField(
        required=False,
        max_length=LETTERS,
        help_text="Of a new meeting: 2022-01-10, 10 January 2022, about Jan 2022 …",
    )
    source = forms.SlugField(
        required=False, max_length=LETTERS, help_text="The id of the source, on record or new."
    )

    def clean_starts(self):
        given = self.cleaned_data["starts"]
        try:
            return str(read(given)) if given else ""
        except ValueError as error:
            raise ValidationError(f"This is no date: {error}.") from None

    def clean_meeting(self):
        slug = self.cleaned_data["meeting"]
        if Meeting.objects.published().filter(slug=slug).exists():
            raise ValidationError(PUBLISHED)
        return slug

    def clean(self):
        """The text of a file is taken over into the box, which the next step sends again."""
        upload = self.cleaned_data.get("file")
        text, fault = decoded(upload.read()) if upload else (self.cleaned_data["text"], "")
        if fault or not text.strip():
            raise ValidationError(fault or NEITHER)
        if upload:
            self.data = self.data.copy()
            self.data["text"] = text
        return self.cleaned_data | {"text": text}

    def parsed(self):
        """What the text says, as a draft."""
        given = self.cleaned_data
        asked = {"title": given["title"], "status": "held", "starts": given["starts"]}
        source = {"id": given["source"]} if given["source"] else {}
        about = about_meeting(given["meeting"], asked, source)
        parsed = parsed_transcript(given["text"], PASTED, about)
        for meeting in parsed.objects:
            meeting["draft"] = True
        return parsed


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def import_transcript(request):
    form = TranscriptForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        parsed = form.parsed()
        problems = [problem.text for problem in parsed.problems]
        problems = problems or write_or_try(request, parsed)
        if not problems and "commit" in request.POST:
            return done(request, parsed)
        context |= {"problems": problems, "meeting": shown(parsed), "guesses": parsed.guesses}
    return page(request, "admin/importing/transcript.html", "Transcript", context)


def write_or_try(request, parsed):
    """Write it, or find out whether it could be written; sentences about why not."""
    [meeting] = parsed.objects
    if Meeting.objects.published().filter(slug=meeting["id"]).exists():
        return [PUBLISHED]
    try:
        write(parsed, "Transcript", commit="commit" in request.POST)
    except RecordError as error:
        return [f"{problem.path}: {problem.reason}" for problem in error.problems]
    except DatabaseError as error:
        return [f"The database stopped it: {str(error).splitlines()[0]}."]
    return []


def done(request, parsed):
    row = Meeting.objects.filter(slug=parsed.objects[0]["id"]).only("pk", "title").first()
    messages.success(request, f"Written as a draft, with {len(parsed.guesses)} guesses to look at.")
    return redirect(reverse("admin:talks_meeting_change", args=[row.pk]))


def shown(parsed):
    """The meeting as the page shows it: who sits where, and how much is said."""
    for meeting in parsed.objects:
        rows = [
            (row["party"]["name"], row["role"], [named(one) for one in row.get("delegates", [])])
            for row in meeting["delegations"]
        ]
        return {"line": meeting, "delegations": rows, "statements": len(meeting["statements"])}
    return None


def named(delegate):
    words = [delegate["official"] and delegate["official"]["name"], delegate.get("title")]
    return ", ".join(filter(None, words)) + (" (head)" if delegate.get("role") == "head" else "")
