from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import InformationSystem, Member
from tinhso.exchange.registry.events import SystemEntered
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_system(*, member: Member, code: str, name: str, by: Actor, now: datetime) -> InformationSystem:
    """A system of a member, under a code that never changes.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(member, by, now.date())
    given = {"name": name, "entered_at": now}
    found, made = InformationSystem.objects.get_or_create(member=member, code=code, defaults=given)
    if not made:
        raise EntryRefused("code", "Thành viên đã có hệ thống mã này.")
    record(SystemEntered(member_id=member.pk, system_id=found.pk), by=by, at=now)
    return found
