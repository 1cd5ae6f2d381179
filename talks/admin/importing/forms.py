"""The form that sends a file to be imported."""

from django import forms
from django.conf import settings

from talks.import_jobs import files
from talks.importers.columns import KINDS
from talks.models import ImportJob

TOLD_BY_HEADINGS = ("", "Tell by the sheets’ names and headings")
KIND_CHOICES = [TOLD_BY_HEADINGS, *((name, name.replace("_", "-")) for name in KINDS)]


class ImportForm(forms.Form):
    file = forms.FileField(
        max_length=1_000,
        widget=forms.FileInput(attrs={"accept": ",".join(files.FORMS)}),
        help_text="A record file (.jsonl or .jsonl.gz), a CSV or an XLSX file.",
    )
    kind = forms.ChoiceField(
        label="The rows are",
        choices=KIND_CHOICES,
        required=False,
        help_text="For CSV and XLSX alone: what each row is about.",
    )
    overwrite = forms.BooleanField(
        label="Also change what a person changed last",
        required=False,
        help_text="Else a line or row that would is refused, with both values.",
    )

    def __init__(self, *args, is_too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text += f" Up to {settings.IMPORT_LIMIT_MB} MB."
        if is_too_large:
            said = f"The file is larger than {settings.IMPORT_LIMIT_MB} MB. Part it, or pack it."
            self.fields["file"].error_messages["required"] = said

    def clean_file(self):
        files.form_of(self.cleaned_data["file"].name)
        return self.cleaned_data["file"]

    def save(self, user):
        """Keep the file, then the job: so that no worker comes before the file."""
        upload = self.cleaned_data["file"]
        job = ImportJob(
            user=user,
            name=files.shown_name(upload.name),
            form=files.form_of(upload.name),
            kind=self.cleaned_data["kind"],
            size=upload.size,
            overwrite=self.cleaned_data["overwrite"],
        )
        files.keep(job, upload)
        job.save()
        return job
