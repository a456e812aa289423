from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import InformationSystem
from tinhso.exchange.registry.events import SystemMarked
from tinhso.exchange.registry.permissions import check_can_keep_registry
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def mark_national(*, system: InformationSystem, national: bool, by: Actor, now: datetime) -> None:
    """Whether a system is a national database (CSDL quốc gia) or leads to one: it stands first on the board.

    Raises: ExchangeForbidden, EntryRefused where it says so already.
    """
    check_can_keep_registry(by, now.date())
    if not InformationSystem.objects.filter(pk=system.pk, national=not national).update(national=national):
        raise EntryRefused("", "Hệ thống đã được ghi như vậy.")
    record(SystemMarked(system_id=system.pk, national=national), by=by, at=now)
