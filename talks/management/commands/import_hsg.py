"""Import travels, visits and posts as HistoryAtState publishes them. A dry run unless --commit."""

from talks.importers.hsg.on_record import (
    on_record,
    with_officials_on_record,
    without_recognised,
)
from talks.importers.hsg.parse import parse
from talks.management.importing import ParsingCommand


class Command(ParsingCommand):
    help = (
        "Import HistoryAtState files: travels, visits and posts (.xml, folders, .tar.gz). "
        "A dry run that changes nothing, unless --commit."
    )
    importer = "HistoryAtState"

    def parse(self, paths, **options):
        found = parse(paths, on_record=on_record())
        return with_officials_on_record(without_recognised(found))
