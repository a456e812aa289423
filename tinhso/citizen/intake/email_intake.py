"""A report that came by e-mail, read from the bytes of one message; what is too much or no report is refused in a sentence."""

from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tinhso.citizen.reports.content import MOST_PHOTOS, MOST_TEXT, Contact
from tinhso.lib.messages.mail import words_of_html

MOST_OCTETS = 30_000_000
"""Of one message with its pictures, as they are coded in it."""
KEYS = UUID("5f2a5f4e-7f0e-5a43-9a1b-5d6f5c1f0311")
"""Under which a Message-ID becomes a client key: the same message makes one report."""


class EmailRefused(Exception):
    """Nothing was made of the message; `str()` is a whole sentence for whoever looks after the mailbox."""


@dataclass(frozen=True)
class Incoming:
    """Words, sender and pictures of one message; pictures are (name, media type, bytes)."""

    key: UUID
    text: str
    contact: Contact
    pictures: tuple[tuple[str, str, bytes], ...]


def read_email(octets: bytes) -> Incoming:
    """EmailRefused for what is too large, no message, without a Message-ID, a sender's address, words or pictures."""
    if len(octets) > MOST_OCTETS:
        raise EmailRefused(f"Thư lớn hơn {MOST_OCTETS // 1_000_000} MB.")
    try:
        message = BytesParser(policy=policy.default).parsebytes(octets)
        return _incoming(message)
    except (MessageError, LookupError, UnicodeError, ValueError) as error:
        raise EmailRefused("Không đọc được thư này.") from error


def _incoming(message: EmailMessage) -> Incoming:
    if message.get("Auto-Submitted", "no").strip().lower() != "no":
        raise EmailRefused("Thư trả lời tự động.")
    name = str(message.get("Message-ID", "")).strip()
    if not name:
        raise EmailRefused("Thư không có Message-ID nên không biết đã nhận hay chưa.")
    text, pictures = _text(message), _pictures(message)
    if not text and not pictures:
        raise EmailRefused("Thư không có nội dung, không có ảnh.")
    if len(text) > MOST_TEXT:
        raise EmailRefused(f"Nội dung dài hơn {MOST_TEXT} ký tự.")
    if len(pictures) > MOST_PHOTOS:
        raise EmailRefused(f"Thư có hơn {MOST_PHOTOS} ảnh.")
    return Incoming(uuid5(KEYS, name), text, _sender(message), tuple(pictures))


def _sender(message: EmailMessage) -> Contact:
    name, address = parseaddr(str(message.get("From", "")))
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise EmailRefused("Thư không có địa chỉ người gửi hợp lệ.") from wrong
    if len(address) > 120:
        raise EmailRefused("Địa chỉ người gửi dài quá 120 ký tự.")
    return Contact(name=name.replace("\x00", "")[:200], email=address)


def _text(message: EmailMessage) -> str:
    """Subject and plain text; of a message that has only HTML, its words."""
    body = message.get_body(preferencelist=("plain", "html"))
    words = str(body.get_content()) if body is not None else ""
    if body is not None and body.get_content_subtype() == "html":
        words = words_of_html(words)
    subject = str(message.get("Subject", ""))
    return "\n".join(part.strip() for part in (subject, words) if part.strip()).replace("\x00", "")


def _pictures(message: EmailMessage) -> list[tuple[str, str, bytes]]:
    found = []
    for part in message.walk():
        if part.get_content_maintype() == "image":
            content = part.get_payload(decode=True)
            content = content if isinstance(content, bytes) else b""
            found.append((part.get_filename() or "", part.get_content_type(), content))
    return found
