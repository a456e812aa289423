from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage

from tinhso.kernel.notices.channels.errors import Refused, TryLater
from tinhso.kernel.notices.wording import Wording


def send_mail(reference: str, address: str, words: Wording, path: str) -> str:
    """By Django's own backend. The reference is the Message-ID, so a repetition would be recognised."""
    text = f"{words.text}\n\n{settings.SITE_URL}{path}" if path else words.text
    identity = f"<{reference}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
    message = EmailMessage(
        words.subject, text, settings.DEFAULT_FROM_EMAIL, [address], headers={"Message-ID": identity}
    )
    try:
        message.send()
    except (SMTPRecipientsRefused, BadHeaderError) as error:
        raise Refused from error
    except (SMTPException, OSError) as error:
        raise TryLater from error
    return identity
