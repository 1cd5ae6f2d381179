"""The fixed choices of the record: the same strings in the database, the record file and the API.

A label is what a reader sees; where a sentence needs other words, the template has them.
"""

from django.db.models import TextChoices


class PartyKind(TextChoices):
    STATE = "state", "state"
    ORGANISATION = "organisation", "organisation"
    BLOC = "bloc", "bloc"
    BODY = "body", "body"
    AUTHORITY = "authority", "authority"
    ARMED_GROUP = "armed_group", "armed group"
    OTHER = "other", "other"


class MeetingStatus(TextChoices):
    TENTATIVE = "tentative", "tentative"
    PLANNED = "planned", "planned"
    HELD = "held", "held"
    POSTPONED = "postponed", "postponed"
    CANCELLED = "cancelled", "cancelled"


class MeetingFormat(TextChoices):
    BILATERAL = "bilateral", "bilateral"
    TRILATERAL = "trilateral", "trilateral"
    MULTILATERAL = "multilateral", "multilateral"
    INDIRECT = "indirect", "indirect"
    CONSULTATION = "consultation", "consultation"


class MeetingLevel(TextChoices):
    SUMMIT = "summit", "summit"
    MINISTERIAL = "ministerial", "ministerial"
    DEPUTY = "deputy", "deputy"
    AMBASSADORIAL = "ambassadorial", "ambassadorial"
    TECHNICAL = "technical", "technical"
    MIXED = "mixed", "mixed"


class MeetingMode(TextChoices):
    IN_PERSON = "in_person", "in person"
    VIDEO = "video", "by video"
    TELEPHONE = "telephone", "by telephone"


class DelegationRole(TextChoices):
    PARTICIPANT = "participant", "participant"
    HOST = "host", "host"
    MEDIATOR = "mediator", "mediator"
    OBSERVER = "observer", "observer"
    GUARANTOR = "guarantor", "guarantor"
    CHAIR = "chair", "chair"


class DelegateRole(TextChoices):
    HEAD = "head", "head"
    DEPUTY_HEAD = "deputy_head", "deputy head"
    MEMBER = "member", "member"
    ADVISER = "adviser", "adviser"
    INTERPRETER = "interpreter", "interpreter"
    NOTETAKER = "notetaker", "notetaker"


class StatementSetting(TextChoices):
    SESSION = "session", "in session"
    PRESS_CONFERENCE = "press_conference", "at a press conference"
    WRITTEN = "written", "in writing"
    INTERVIEW = "interview", "in an interview"
    BRIEFING = "briefing", "at a briefing"
    COMMUNIQUE = "communique", "in a communiqué"
    OTHER = "other", "in another setting"


class StatementAct(TextChoices):
    POSITION = "position", "position"
    DEMAND = "demand", "demand"
    PROPOSAL = "proposal", "proposal"
    OFFER = "offer", "offer"
    ACCEPTANCE = "acceptance", "acceptance"
    REJECTION = "rejection", "rejection"
    WARNING = "warning", "warning"
    DENIAL = "denial", "denial"
    ASSESSMENT = "assessment", "assessment"
    COMMITMENT = "commitment", "commitment"
    ANNOUNCEMENT = "announcement", "announcement"
    QUESTION = "question", "question"
    NO_COMMENT = "no_comment", "no comment"


class StatementWording(TextChoices):
    VERBATIM = "verbatim", "word for word"
    TRANSLATED = "translated", "in translation"
    PARAPHRASE_OFFICIAL = "paraphrase_official", "official paraphrase"
    PARAPHRASE_PRESS = "paraphrase_press", "press paraphrase"
    ANONYMOUS = "anonymous", "anonymous account"


class Stance(TextChoices):
    SUPPORTS = "supports", "supports"
    OPPOSES = "opposes", "opposes"
    CONDITIONAL = "conditional", "on conditions"
    NEUTRAL = "neutral", "neutral"


class StatementPartyRole(TextChoices):
    JOINTLY_WITH = "jointly_with", "jointly with"
    ON_BEHALF_OF = "on_behalf_of", "on behalf of"
    TO = "to", "to"


class FollowUpKind(TextChoices):
    FOLLOW_UP = "follow_up", "follow-up"
    CONSULTATION = "consultation", "consultation"
    PREPARATORY = "preparatory", "preparatory"
    RESUMPTION = "resumption", "resumption"
    PARALLEL = "parallel", "parallel"
    DECISION = "decision", "decision"


class FollowUpState(TextChoices):
    PENDING = "pending", "pending"
    MET = "met", "met"
    DROPPED = "dropped", "dropped"
    OVERTAKEN = "overtaken", "overtaken by events"


class SourceKind(TextChoices):
    NEWS = "news", "news"
    OFFICIAL_RELEASE = "official_release", "official release"
    TRANSCRIPT = "transcript", "transcript"
    DOCUMENT = "document", "document"
    BOOK = "book", "book"
    OTHER = "other", "other"
