from datetime import datetime

from django.db import transaction

from tinhso.documents.models import PaperDelivery
from tinhso.documents.outgoing.events import PaperDeliveryCancelled
from tinhso.documents.outgoing.permissions import check_can_deliver
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def strike_delivery(*, delivery: PaperDelivery, reason: str, by: Actor, now: datetime) -> PaperDelivery:
    """The clerk strikes out a row that was written by mistake; row and reason stay.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_deliver(delivery.document, by, local(now).date())
    check_not_secret(NONE, [reason])
    if not 1 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Ghi lý do gạch bỏ, tối đa 500 ký tự.")
    row = PaperDelivery.objects.select_for_update().get(pk=delivery.pk)
    if row.struck_at is not None:
        raise EntryRefused("", "Dòng này đã được gạch bỏ.")
    row.struck_at, row.struck_by_id, row.strike_reason = now, by.user_id, reason.strip()
    row.save(update_fields=["struck_at", "struck_by", "strike_reason"])
    record(PaperDeliveryCancelled(case_id=row.document_id, delivery_id=row.pk), by=by, at=now)
    return row
