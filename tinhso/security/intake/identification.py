"""Which machine of the register a report speaks of, at the moment of which it speaks; in three queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.scan_reports.report import ReportedMachine
from tinhso.security.models import Machine, MachineAddress

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Claim:
    machine_id: int
    agency_id: int
    starts: datetime
    ends: datetime | None
    machine_from: date
    machine_until: date | None

    def holds_at(self, moment: datetime) -> bool:
        day = local(moment).date()
        within = self.machine_from <= day and (self.machine_until is None or day < self.machine_until)
        return within and self.starts <= moment and (self.ends is None or moment < self.ends)


@dataclass(frozen=True)
class Identified:
    machine_id: int
    agency_id: int


class Register:
    """The claims on what a report names, of one agency or of all. As `machines.owners.owner_of` judges, for many at once."""

    def __init__(self, machines: Iterable[ReportedMachine], *, agency_id: int | None) -> None:
        every = set(machines)
        self.agency_id = agency_id
        self.claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        self.names: dict[str, list[Claim]] = defaultdict(list)
        self._read_claims("mac", {one.mac for one in every if one.mac})
        self._read_claims("ip", {address for one in every for address in one.addresses})
        self._read_names({fold(one.name) for one in every if one.name})

    def _read_claims(self, kind: str, values: set[str]) -> None:
        if not values:
            return
        rows = MachineAddress.objects.filter(kind=kind, value__in=values)
        if self.agency_id is not None:
            rows = rows.filter(agency_id=self.agency_id)
        for value, machine, agency, valid, lived in rows.values_list(
            "value", "machine_id", "agency_id", "valid", "machine__valid"
        ).iterator(2000):
            claim = Claim(machine, agency, valid.lower, valid.upper, lived.lower, lived.upper)
            self.claims[kind, value].append(claim)

    def _read_names(self, names: set[str]) -> None:
        """Held against the names of all machines of the agency: a name is folded here, and no column holds it so."""
        if not names:
            return
        rows = Machine.objects.exclude(name="")
        if self.agency_id is not None:
            rows = rows.filter(agency_id=self.agency_id)
        for pk, agency, name, lived in rows.values_list("pk", "agency_id", "name", "valid").iterator(2000):
            if (folded := fold(name)) in names:
                self.names[folded].append(Claim(pk, agency, EARLIEST, None, lived.lower, lived.upper))

    def find(self, machine: ReportedMachine, moment: datetime) -> Identified | None:
        """By hardware address, then by address of the network; by name where the report gives no address that is registered."""
        places = [("mac", machine.mac)] if machine.mac else []
        places += [("ip", address) for address in machine.addresses]
        registered = False
        for place in places:
            holding = [one for one in self.claims.get(place, []) if one.holds_at(moment)]
            registered = registered or bool(holding)
            if found := _owner(holding):
                return found
        if registered or not machine.name:
            return None
        return _owner([one for one in self.names.get(fold(machine.name), []) if one.holds_at(moment)])


def _owner(holding: list[Claim]) -> Identified | None:
    """Of each agency the claim that began last; None where several machines or several agencies are left."""
    by_agency: dict[int, list[Claim]] = defaultdict(list)
    for one in holding:
        by_agency[one.agency_id].append(one)
    left = {
        Identified(one.machine_id, one.agency_id)
        for claims in by_agency.values()
        for one in claims
        if one.starts == max(each.starts for each in claims)
    }
    return left.pop() if len(left) == 1 else None


def key_of(machine: ReportedMachine) -> str:
    """What tells an unregistered machine apart: the surest that the report says; "" where it says nothing."""
    if machine.mac:
        return f"mac:{machine.mac}"
    if machine.addresses:
        return f"ip:{machine.addresses[0]}"
    return f"name:{fold(machine.name)}"[:255] if machine.name.strip() else ""
