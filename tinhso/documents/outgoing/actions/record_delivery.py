from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.documents.models import OutgoingDocument, PaperDelivery
from tinhso.documents.outgoing.events import PaperDeliveryRecorded
from tinhso.documents.outgoing.permissions import check_can_deliver
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

MOST_DELIVERIES = 500
MOST_COPIES = 9_999


@dataclass(frozen=True)
class DeliveryDetails:
    """What the clerk writes down of copies that left on paper."""

    way: PaperDelivery.Way
    receiver: str
    copies: int
    dated: date
    address: str = ""
    reference: str = ""


@transaction.atomic
def record_delivery(
    *, document: OutgoingDocument, details: DeliveryDetails, client_key: UUID, by: Actor, now: datetime
) -> PaperDelivery:
    """The clerk writes down that copies on paper went to somebody; the same key writes one row.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_deliver(document, by, local(now).date())
    check_not_secret(NONE, [details.receiver, details.address, details.reference])
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    rows = PaperDelivery.objects.filter(document=held)
    if known := rows.filter(client_key=client_key).first():
        return known
    _check_document(held)
    _check(details, held, local(now).date())
    if rows.count() >= MOST_DELIVERIES:
        raise EntryRefused("", f"Một văn bản ghi tối đa {MOST_DELIVERIES} lần gửi bản giấy.")
    made = PaperDelivery.objects.create(
        document=held,
        client_key=client_key,
        way=details.way,
        receiver=details.receiver.strip(),
        address=details.address.strip(),
        copies=details.copies,
        dated=details.dated,
        reference=details.reference.strip(),
        by_id=by.user_id or 0,
        at=now,
    )
    event = PaperDeliveryRecorded(
        case_id=held.pk, delivery_id=made.pk, way=Code(made.way), copies=made.copies
    )
    record(event, by=by, at=now)
    return made


def _check_document(document: OutgoingDocument) -> None:
    if document.issued_at is None:
        raise EntryRefused("", "Chỉ gửi bản giấy của văn bản đã phát hành.")
    if document.recalled_at is not None:
        raise EntryRefused("", "Văn bản đã thu hồi, không gửi tiếp cho ai.")


def _check(details: DeliveryDetails, document: OutgoingDocument, today: date) -> None:
    if not 1 <= len(details.receiver.strip()) <= 200:
        raise EntryRefused("receiver", "Ghi tên nơi nhận, tối đa 200 ký tự.")
    if len(details.address.strip()) > 300:
        raise EntryRefused("address", "Địa chỉ tối đa 300 ký tự.")
    if details.way == PaperDelivery.Way.POST and not details.address.strip():
        raise EntryRefused("address", "Gửi bưu chính thì ghi địa chỉ nơi nhận.")
    if len(details.reference.strip()) > 100:
        raise EntryRefused("reference", "Số bưu gửi hoặc người ký nhận tối đa 100 ký tự.")
    if not 1 <= details.copies <= MOST_COPIES:
        raise EntryRefused("copies", f"Số bản từ 1 đến {MOST_COPIES}.")
    issued = local(document.issued_at).date() if document.issued_at else today
    if not issued <= details.dated <= today:
        raise EntryRefused("dated", "Ngày gửi từ ngày phát hành văn bản đến hôm nay.")
