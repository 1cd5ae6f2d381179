"""Work on the imports that staff asked for in the admin; the site starts this by itself."""

from django.core.management.base import BaseCommand

from talks.import_jobs.workers import work


class Command(BaseCommand):
    help = "Check and commit the files sent to the admin's import page, until none waits."

    def handle(self, **options):
        count = work()
        self.stdout.write(f"{count} worked on")
