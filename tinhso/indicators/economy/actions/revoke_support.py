from datetime import datetime

from django.db import transaction

from tinhso.indicators.economy.events import SupportRevoked
from tinhso.indicators.economy.permissions import can_enter_supports
from tinhso.indicators.models import FirmSupport
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def revoke_support(*, support: FirmSupport, reason: str, by: Actor, now: datetime) -> None:
    """Take back a row that was entered wrong; it stays with the reason and counts no more.

    Raises: NotARegistrar, EntryRefused.
    """
    if not can_enter_supports(support.programme, by):
        raise NotARegistrar("Chỉ cán bộ của cơ quan chủ trì chương trình được bỏ lượt hỗ trợ.")
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do bỏ.")
    standing = FirmSupport.objects.standing().filter(pk=support.pk)
    if not standing.update(revoked_at=now, reason=reason.strip()):
        raise EntryRefused("", "Lượt hỗ trợ này đã được bỏ trước đó.")
    record(SupportRevoked(programme_id=support.programme_id, support_id=support.pk), by=by, at=now)
