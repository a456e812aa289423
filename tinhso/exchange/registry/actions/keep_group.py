from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import GroupSeat, InformationSystem, MemberGroup
from tinhso.exchange.registry.events import GroupChanged, GroupEntered
from tinhso.exchange.registry.permissions import check_can_keep_registry
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_group(*, code: str, name: str, by: Actor, now: datetime) -> MemberGroup:
    """A group of systems that agreements may name, by the agency that runs the platform.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    found, made = MemberGroup.objects.get_or_create(code=code, defaults={"name": name, "entered_at": now})
    if not made:
        raise EntryRefused("code", "Đã có nhóm mã này.")
    record(GroupEntered(group_id=found.pk), by=by, at=now)
    return found


@transaction.atomic
def seat_systems(
    *, group: MemberGroup, systems: Sequence[InformationSystem], by: Actor, now: datetime
) -> None:
    """From now on exactly these systems are of the group; its agreements follow at the next policy.

    Raises: ExchangeForbidden.
    """
    check_can_keep_registry(by, now.date())
    MemberGroup.objects.select_for_update().get(pk=group.pk)
    seated = set(group.seats.filter(left_at=None).values_list("system_id", flat=True))
    wanted = {system.pk for system in systems}
    joined, left = sorted(wanted - seated), sorted(seated - wanted)
    if not joined and not left:
        return
    group.seats.filter(left_at=None, system__in=left).update(left_at=now)
    GroupSeat.objects.bulk_create(GroupSeat(group=group, system_id=pk, joined_at=now) for pk in joined)
    record(GroupChanged(group_id=group.pk, joined=tuple(joined), left=tuple(left)), by=by, at=now)
