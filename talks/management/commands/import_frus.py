"""Import memoranda of conversation from TEI volumes of Foreign Relations of the United States."""

from talks.importers import frus
from talks.management.importing import ParsingCommand


class Command(ParsingCommand):
    help = (
        "Import the memoranda of conversation in TEI files of Foreign Relations of the United"
        " States. A dry run that changes nothing, unless --commit."
    )
    importer = "FRUS"

    def parse(self, paths, **options):
        return frus.parse(paths)
