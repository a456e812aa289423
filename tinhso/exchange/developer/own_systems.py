"""What the technician of a member has to know of its systems: keys and their days, agreements, the last calls."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max, Q

from tinhso.exchange.models import Agreement, ExchangeCall, GroupSeat, InformationSystem, SystemKey
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import HANOI


@dataclass
class OwnSystem:
    """`called_at` and `refused_at` are of its last call that went well and of the last that did not."""

    system: InformationSystem
    keys: list[SystemKey] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    called_at: datetime | None = None
    refused_at: datetime | None = None

    @property
    def callable(self) -> list[Agreement]:
        """Those of services that are called; of a topic its subscriber is told."""
        return [one for one in self.agreements if not one.service.topic]

    def days_left(self, today: date) -> int | None:
        """Of the key that holds longest; None without one."""
        return max(((key.last_day - today).days for key in self.keys), default=None)


def own_systems(by: Actor, now: datetime) -> list[OwnSystem]:
    """Those of this actor's agency. Five queries."""
    day = now.astimezone(HANOI).date()
    systems = InformationSystem.objects.filter(member__agency=by.agency_id or 0).select_related("member")
    found = {one.pk: OwnSystem(one) for one in systems}
    for key in SystemKey.objects.filter(system__in=found, revoked_at=None, last_day__gte=day):
        found[key.system_id].keys.append(key)
    _add_agreements(found, day)
    _add_calls(found)
    return list(found.values())


def _add_agreements(found: dict[int, OwnSystem], day: date) -> None:
    groups: dict[int, list[int]] = defaultdict(list)
    for seat in GroupSeat.objects.filter(system__in=found, left_at=None):
        groups[seat.group_id].append(seat.system_id)
    rows = Agreement.objects.in_force(day).filter(Q(consumer__in=found) | Q(group__in=groups))
    for one in rows.select_related("case", "service__system__member").order_by("service__title", "pk"):
        for system in [one.consumer_id] if one.consumer_id else groups[one.group_id or 0]:
            found[system].agreements.append(one)


def _add_calls(found: dict[int, OwnSystem]) -> None:
    by_name = {str(one.system): one for one in found.values()}
    rows = ExchangeCall.objects.filter(client__in=by_name).order_by().values_list("client")
    for client, well, refused in rows.annotate(
        well=Max("at", filter=Q(code="ok")), refused=Max("at", filter=~Q(code="ok"))
    ):
        by_name[client].called_at, by_name[client].refused_at = well, refused
