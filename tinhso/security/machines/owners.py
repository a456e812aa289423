"""Whose an address was at a moment: what a finding of March asks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import reduce

from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import HANOI
from tinhso.lib.machines.spans import earlier_end, joined, later_end
from tinhso.security.models import Machine, MachineAddress

MOST_CLAIMS = 2000


@dataclass(frozen=True)
class AddressOwner:
    machine_id: int
    agency_id: int


def owner_of(kind: str, value: str, at: datetime, *, agency_id: int | None = None) -> AddressOwner | None:
    """The machine that had the address then, at that agency or at any: the one that began last. None where nobody had it, where
    several machines began together, or where several agencies had it, as with private addresses. One query."""
    rows = MachineAddress.objects.filter(kind=kind, value=value)
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    found = set(rows.latest_at(at).values_list("machine_id", "agency_id").distinct()[:2])
    return AddressOwner(*found.pop()) if len(found) == 1 else None


@dataclass(frozen=True)
class AgencyHolder:
    """Whose an address was at one agency; `machine` is None where several began together."""

    agency: Agency
    machine: Machine | None
    starts: datetime
    ends: datetime | None


def holders(claims: Iterable[MachineAddress]) -> list[AgencyHolder]:
    """What the latest claims on one address at one moment (`latest_at`) say, agency by agency."""
    by_agency: dict[int, list[MachineAddress]] = defaultdict(list)
    for claim in claims:
        by_agency[claim.agency_id].append(claim)
    return [_holder(rows) for rows in by_agency.values()]


def _holder(rows: list[MachineAddress]) -> AgencyHolder:
    first = rows[0]
    if any(one.machine_id != first.machine_id for one in rows):
        return AgencyHolder(first.agency, None, first.valid.lower, None)
    ends = reduce(later_end, (one.valid.upper for one in rows))
    return AgencyHolder(first.agency, first.machine, first.valid.lower, _within(first.machine, ends))


def _within(machine: Machine, ends: datetime | None) -> datetime | None:
    """An address is nothing of a machine beyond the end of the machine."""
    last = machine.valid.upper
    return earlier_end(ends, datetime.combine(last, time(), tzinfo=HANOI) if last else None)


@dataclass(frozen=True)
class MachineSpan:
    """That lists say a machine had an address in `[starts, ends)`."""

    kind: str
    value: str
    starts: datetime
    ends: datetime | None


def spans_of(machine: Machine) -> list[MachineSpan]:
    """The addresses of a machine by its latest claims, those that meet as one; hardware addresses last, the newest first."""
    claims = machine.addresses.order_by("-valid__startswith", "pk")[:MOST_CLAIMS]
    by_place = defaultdict(list)
    for claim in claims:
        by_place[claim.get_kind_display(), claim.value].append((claim.valid.lower, claim.valid.upper))
    found = [
        MachineSpan(kind, value, starts, _within(machine, ends))
        for (kind, value), spans in by_place.items()
        for starts, ends in joined(spans)
    ]
    found.sort(key=lambda one: one.starts, reverse=True)
    return sorted(found, key=lambda one: one.kind)
