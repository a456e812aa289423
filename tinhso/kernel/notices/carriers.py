"""The ways out of the house. A carrier takes an address and words, and gives its reference for what it took."""

from collections.abc import Mapping
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused

import requests
from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage

from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.notices.wording import Wording
from tinhso.kernel.site.public import site_url

SECONDS = 20
NEVER = 500  # below it a mail server says "not now": greylisting, a full mailbox


class TryLater(Exception):
    """The carrier is away or busy; the same message may pass later."""


class Refused(Exception):
    """The carrier will never take this message, or there is no address."""


def hand_over(delivery: Delivery, address: str, words: Wording) -> str:
    """TryLater if the carrier is away, Refused if it will never take this message. The demo writes files."""
    if settings.DEMO:
        return write_file(delivery, address, words)
    if delivery.channel == Delivery.Channel.SMS:
        return send_sms(f"tinhso-{delivery.pk}", address, words.sms)
    return send_mail(f"tinhso-{delivery.pk}", address, words, delivery.notice.path)


def send_mail(reference: str, address: str, words: Wording, path: str) -> str:
    """By Django's own backend. The reference is the Message-ID, so a repetition would be recognised. NoSiteAddress."""
    text = f"{words.text}\n\n{site_url(path)}" if path else words.text
    identity = f"<{reference}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
    message = EmailMessage(
        words.subject, text, settings.DEFAULT_FROM_EMAIL, [address], headers={"Message-ID": identity}
    )
    _send(message)
    return identity


def send_letter(
    reference: str, address: str, subject: str, text: str, headers: Mapping[str, str] | None = None
) -> None:
    """A letter to somebody without an account, who asked for it. TryLater, Refused. The demo writes a file."""
    if settings.DEMO:
        given = "".join(f"{name}: {value}\n" for name, value in (headers or {}).items())
        write_text(f"{reference}-email.txt", address, f"{subject}\n\n{given}\n{text}")
        return
    identity = f"<{reference}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
    given_headers = {"Message-ID": identity, "Auto-Submitted": "auto-generated", **(headers or {})}
    _send(EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address], headers=given_headers))


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _reply in error.recipients.values()]
        raise (Refused if all(code >= NEVER for code in codes) else TryLater) from error
    except BadHeaderError as error:
        raise Refused from error
    except (SMTPException, OSError) as error:
        raise TryLater from error


def send_sms(reference: str, phone: str, text: str) -> str:
    """One POST of JSON `{id, to, text}` to the province's gateway (TINHSO_SMS_URL, bearer TINHSO_SMS_TOKEN).

    Any 2xx is taken; `id` of its JSON answer, if there is one, is the gateway's reference.
    """
    try:
        answer = requests.post(
            settings.TINHSO_SMS_URL,
            json={"id": reference, "to": phone, "text": text},
            headers={"Authorization": f"Bearer {settings.TINHSO_SMS_TOKEN}"},
            timeout=SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise TryLater from error
    if answer.status_code >= 500 or answer.status_code == 429:
        raise TryLater(answer.status_code)
    if answer.status_code >= 300:  # also a redirect: the message and its phone go to the named gateway only
        raise Refused(answer.status_code)
    return _reference(answer) or reference


def _reference(answer: requests.Response) -> str:
    try:
        data = answer.json()
    except ValueError:
        return ""
    return str(data.get("id", "")) if isinstance(data, dict) else ""


def write_file(delivery: Delivery, address: str, words: Wording) -> str:
    """The demo sends nothing outside: what would have left lies in `outbox/` of the instance's state."""
    text = {Delivery.Channel.SMS: words.sms, Delivery.Channel.PUSH: words.subject}.get(
        Delivery.Channel(delivery.channel), f"{words.subject}\n\n{words.text}"
    )
    return write_text(f"{delivery.pk:08}-{delivery.channel}.txt", address, text)


def write_text(name: str, address: str, text: str) -> str:
    folder = Path(settings.STATE) / "outbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / name).write_text(f"DỮ LIỆU MÔ PHỎNG\nTới: {address}\n\n{text}\n", encoding="utf-8")
    return name
