"""The nouns of the record. One module a noun; what they share is in nouns.py and fields.py."""

from .arrivals import Arrival
from .corrections import Correction
from .delegations import Delegate, Delegation
from .follow_ups import FollowUp, FollowUpPromiser
from .guesses import Guess
from .import_jobs import ImportItem, ImportJob
from .issues import Issue
from .link_checks import LinkCheck
from .meeting_links import MeetingAuspice, MeetingIssue, MeetingPlace, MeetingSource
from .meetings import Meeting
from .merges import Merge, MovedStatement
from .officials import Appointment, Official
from .old_ids import OldId
from .parties import Party, PartyMember, PartyName
from .places import Place
from .processes import Process
from .proposals import ProposedChange
from .review_notes import ReviewNote
from .senders import Sender, SendersHour
from .sources import (
    AppointmentCitation,
    FollowUpCitation,
    MeetingCitation,
    Source,
    StatementCitation,
)
from .statement_links import StatementIssue, StatementParty, StatementSpeaker
from .statements import Statement
from .subscriptions import Refusal, Subscriber, Subscription
from .withholding import Withheld

__all__ = [
    "Appointment",
    "AppointmentCitation",
    "Arrival",
    "Correction",
    "Delegate",
    "Delegation",
    "FollowUp",
    "FollowUpCitation",
    "FollowUpPromiser",
    "Guess",
    "ImportItem",
    "ImportJob",
    "Issue",
    "LinkCheck",
    "Meeting",
    "MeetingAuspice",
    "MeetingCitation",
    "MeetingIssue",
    "MeetingPlace",
    "MeetingSource",
    "Merge",
    "MovedStatement",
    "Official",
    "OldId",
    "Party",
    "PartyMember",
    "PartyName",
    "Place",
    "Process",
    "ProposedChange",
    "Refusal",
    "ReviewNote",
    "Sender",
    "SendersHour",
    "Source",
    "Statement",
    "StatementCitation",
    "StatementIssue",
    "StatementParty",
    "StatementSpeaker",
    "Subscriber",
    "Subscription",
    "Withheld",
]
