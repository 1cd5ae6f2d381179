"""Import jobs for tests: sent, worked on in this process, and looked at."""

import gzip
import json

from django.contrib.auth import get_user_model

from talks.import_jobs import files
from talks.import_jobs.beats import Still
from talks.import_jobs.workers import work
from talks.models import ImportJob


def line(slug="talks", **values):
    return {"id": slug, "title": "Talks", "status": "held", "starts": "2022-01-10"} | values


def packed(*lines):
    text = "".join(json.dumps(one) + "\n" for one in lines)
    return gzip.compress(text.encode())


def send(content, name="file.jsonl", **values):
    """A job with its file; objects become lines of a record file."""
    if not isinstance(content, bytes):
        content = "".join(json.dumps(one) + "\n" for one in content).encode()
    job = ImportJob(name=name, form=files.form_of(name), size=len(content), **values)
    path = files.path_of(job)
    path.touch(mode=0o600)
    path.write_bytes(content)
    job.save()
    return job


def worked(job):
    """The job after a worker has been there."""
    work(Still)
    job.refresh_from_db()
    return job


def checked(content, name="file.jsonl", **values):
    return worked(send(content, name, **values))


def committed(job, user=None):
    assert ImportJob.objects.accept(job.pk, job.digest, user)
    return worked(job)


def items(job, outcome=None):
    """Triples of where, outcome and what: changes, or problems."""
    found = job.items.filter(outcome=outcome) if outcome else job.items.all()
    return [
        (i.said["where"], i.outcome, i.said.get("changes") or i.said.get("problems") or [])
        for i in found
    ]


def problems(job):
    return [
        (i.said["where"], problem["where"], problem["problem"])
        for i in job.items.filter(outcome="refused")
        for problem in i.said["problems"]
    ]


def staff(name="eve", **values):
    return get_user_model().objects.create(username=name, password="!", is_staff=True, **values)
