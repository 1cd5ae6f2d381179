"""The mail that tells a reader what became of a correction: its words, and its one journey.

What the reader wrote is not repeated: whoever types another's address could else have us send
that person anything. Nor is what staff wrote for themselves.
"""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac

from talks.models import Correction
from talks.models.corrections import MailState

NO_SERVER = "No mail server is set (EMAIL_URL)."


def can_mail():
    return bool(settings.EMAIL_URL)


def send_outcome(pk, site):
    """Mail the outcome of the correction with this key; `site` is the address of the site.

    To be called when the outcome is saved for good. Returns "" when it went out or none was due,
    else what stood in the way; the correction keeps that as well, and the mail stays unsent.
    """
    if not can_mail():
        Correction.objects.unsent().filter(pk=pk).update(mail_problem=NO_SERVER)
        return NO_SERVER if Correction.objects.unsent().filter(pk=pk).exists() else ""
    if not Correction.objects.claim_mail(pk):
        return ""
    ours = Correction.objects.filter(pk=pk, mail=MailState.SENDING)
    try:
        message_about(ours.select_related("meeting", "statement__meeting").get(), site).send()
    # SMTPException is an OSError; an address may turn out to be none only when it is written out.
    except (OSError, ValueError) as error:
        problem = f"{type(error).__name__}: {error}".replace("\0", "")[:500]
        ours.update(mail=MailState.UNSENT, mail_problem=problem)
        return problem
    ours.update(mail=MailState.SENT, mail_at=timezone.now())
    return ""


def message_about(correction, site):
    row = correction.public_row
    context = {
        "correction": correction,
        "row": row,
        "meeting": getattr(row, "meeting", row),
        "site": site,
        "days": settings.FORGET_READERS_AFTER,
    }
    subject = render_to_string("corrections/mail_subject.txt", context).strip()
    body = render_to_string("corrections/mail.txt", context)
    headers = {"Message-ID": message_id(correction), "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body.strip() + "\n", to=[correction.email], headers=headers)


def message_id(correction):
    """The same whenever this mail is sent, so that a mailbox shows it once."""
    name = salted_hmac("talks.outcome_mail", str(correction.pk)).hexdigest()[:20]
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<correction-{correction.pk}-{name}@{host}>"
