import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction
from django.db.models import Count

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import FileRefused, Holder, StoredFile, claim_files, store_upload
from tinhso.lib.messages.mail import Attachment, Mail, MailUnreadable, read_mail
from tinhso.press.mailbox.events import PressMailReceived
from tinhso.press.mailbox.outlets import outlet_of
from tinhso.press.models import PressMail, PressMailFile

KEYS = UUID("9e550000-0000-4000-8000-00000000a11e")
REFERENCE = re.compile(r"tinhso-press-mail-(\d{1,15})@")
ADDRESS = re.compile(r"[^\s@<>,;\"]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+", re.ASCII)
MOST_WAITING = 2000  # messages that wait for an officer
MOST_UNKNOWN = 1500  # of these from addresses of no known outlet: the rest of the room is for outlets
MOST_OF_SENDER = 20  # of these from one address


class MailRefused(Exception):
    """Nothing was made of the message; `str()` is a whole sentence for whoever looks after the mailbox."""


class MailboxFull(Exception):
    """So many of this sender, or of all, wait for an officer that it is held back. `address` is the sender's."""

    def __init__(self, address: str) -> None:
        super().__init__("too many messages wait")
        self.address = address


@transaction.atomic
def receive_mail(*, octets: bytes, received_at: datetime, by: Actor, now: datetime) -> PressMail:
    """One message of the mailbox as a draft; the same message again is the same one. Attachments of a kind that may be stored wait for
    their check, the others are named. `received_at` is when it lay in the mailbox, whatever the message says of itself.

    Raises: MailRefused, MailboxFull.
    """
    mail = _readable(octets)
    key = _key(mail)
    if earlier := PressMail.objects.filter(client_key=key).first():
        return earlier
    outlet = outlet_of(mail.address)
    if not room_for(mail.address, outlet, waiting_by_sender()):
        raise MailboxFull(mail.address)
    files, refused = _stored(mail.attachments, Holder(f"press_mail:{key}"), now)
    left_out = [*mail.left_out, *refused]
    row = PressMail.objects.create(
        client_key=key,
        address=mail.address,
        outlet=outlet,
        subject=mail.subject,
        text=mail.text,
        left_out=left_out[:50],
        received_at=min(received_at, now),
        read_at=now,
        answers=_answered(mail),
    )
    PressMailFile.objects.bulk_create(
        PressMailFile(mail=row, file=file, name=file.name[:200]) for file in files
    )
    event = PressMailReceived(mail_id=row.pk, files=len(files), left_out=len(left_out))
    record(event, by=by, at=now)
    return row


def waiting_by_sender() -> dict[tuple[str, str], int]:
    """How many messages of each address and outlet wait for an officer. One query."""
    rows = PressMail.objects.waiting().order_by().values_list("address", "outlet").annotate(n=Count("pk"))
    return {(address, outlet): n for address, outlet, n in rows}


def room_for(address: str, outlet: str, waiting: Mapping[tuple[str, str], int]) -> bool:
    """Whether one more of this sender may wait: a flood of one keeps no other out, and one of many no outlet."""
    if sum(n for (sender, _), n in waiting.items() if sender == address) >= MOST_OF_SENDER:
        return False
    unknown = sum(n for (_, known), n in waiting.items() if not known)
    return sum(waiting.values()) < MOST_WAITING and (bool(outlet) or unknown < MOST_UNKNOWN)


def _readable(octets: bytes) -> Mail:
    """Raises: MailRefused."""
    try:
        mail = read_mail(octets)
    except MailUnreadable as wrong:
        raise MailRefused(str(wrong)) from wrong
    if mail.automatic:
        raise MailRefused(f"Không phải thư người viết: {mail.automatic}.")
    if not ADDRESS.fullmatch(mail.address):
        raise MailRefused("Thư không có địa chỉ người gửi hợp lệ.")
    if mail.address == settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").lower():
        raise MailRefused("Thư do chính hệ thống này gửi.")
    if not mail.text and not mail.subject and not mail.attachments:
        raise MailRefused("Thư không có nội dung, không có tệp.")
    return mail


def _key(mail: Mail) -> UUID:
    """Of what it says: somebody else's Message-ID on other words is another message."""
    words = "\x1f".join((mail.identity, mail.address, mail.date, mail.subject, mail.text))
    files = "".join(sha256(one.octets).hexdigest() for one in mail.attachments)
    return uuid5(KEYS, sha256(f"{words}\x1f{files}".encode()).hexdigest())


def _stored(
    attachments: Sequence[Attachment], holder: Holder, now: datetime
) -> tuple[list[StoredFile], list[str]]:
    """What was stored, and in words what was not."""
    stored, refused = dict[UUID, StoredFile](), list[str]()
    for one in attachments:
        stream = io.BytesIO(one.octets)
        upload = InMemoryUploadedFile(stream, "file", one.name, one.media, len(one.octets), None)
        try:
            file = store_upload(upload, by=holder, now=now)
            stored[file.pk] = file
        except FileRefused as wrong:
            refused.append(str(wrong)[:300])
    return claim_files(stored, by=holder, now=now), refused


def _answered(mail: Mail) -> PressMail | None:
    """Our letter that it answers, by the reference of the letter, and only from the address that was written to."""
    numbers = [int(found[1]) for one in mail.answers if (found := REFERENCE.match(one))]
    return PressMail.objects.filter(pk__in=numbers[:10], address=mail.address).order_by("-pk").first()
