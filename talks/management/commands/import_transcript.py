"""Import transcripts ("Name (Party): text"), such as verbatim records of the Security Council."""

from talks.importers.parsed import Parsed
from talks.importers.transcripts.meetings import about_meeting
from talks.importers.transcripts.parsing import parsed_transcript
from talks.importers.transcripts.talk import About
from talks.importers.transcripts.texts import text_of
from talks.management.importing import ParsingCommand
from talks.models.choices import MeetingStatus

SAID_BESIDE = "A record of the Security Council says this itself."


class Command(ParsingCommand):
    help = (
        "Import transcripts, one meeting a file, as text in UTF-8: “Name (Party): what is said”. "
        "A dry run that changes nothing, unless --commit."
    )
    importer = "Transcript"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        beside = parser.add_argument_group("the meeting", SAID_BESIDE)
        beside.add_argument("--meeting", metavar="ID", help="its id, on record or new")
        beside.add_argument("--title", default="")
        beside.add_argument("--starts", default="", metavar="DATE", help="as in 2022-01-10")
        beside.add_argument("--status", default="held", choices=MeetingStatus.values)
        source = parser.add_argument_group("where the transcript is from")
        source.add_argument("--source", default="", metavar="ID", help="its id, on record or new")
        source.add_argument("--source-title", default="", metavar="TITLE")
        source.add_argument("--publisher", default="")
        source.add_argument("--url", default="")

    def parse(self, paths, **options):
        parsed = Parsed()
        for path in paths:
            text, fault = text_of(path)
            if fault:
                parsed.refuse(path.name, 0, fault)
            else:
                parsed.extend(parsed_transcript(text, path.name, about_of(options)))
        return parsed


def about_of(options):
    """What was said beside the file; for a meeting on record, what it says itself."""
    asked = {key: options[key] for key in ("title", "starts", "status")}
    source = {"id": options["source"], "title": options["source_title"]}
    source |= {key: options[key] for key in ("publisher", "url")}
    source = {key: value for key, value in source.items() if value}
    if not options["meeting"]:
        return About({}, source)
    return about_meeting(options["meeting"], asked, source)
