from datetime import datetime

from django.db import transaction

from tinhso.documents.models import RegisterNumber
from tinhso.documents.registers.events import DocumentNumberReleased
from tinhso.documents.registers.permissions import check_can_keep_register
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def release_number(*, number: RegisterNumber, reason: str, by: Actor, now: datetime) -> RegisterNumber:
    """A reserved number is not used: it stays in the register with the reason, and no document ever gets it.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_keep_register(number.agency_id, by)
    check_not_secret(NONE, [reason])
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do không dùng số này.")
    row = RegisterNumber.objects.select_for_update().get(pk=number.pk)
    if row.state != RegisterNumber.State.RESERVED:
        raise EntryRefused("", "Số này không còn được giữ.")
    row.state, row.release_reason = RegisterNumber.State.UNUSED, reason.strip()
    row.released_by_id, row.released_at = by.user_id, now
    row.save(update_fields=["state", "release_reason", "released_by", "released_at"])
    record(DocumentNumberReleased(number_id=row.pk, agency_id=row.agency_id), by=by, at=now)
    return row
