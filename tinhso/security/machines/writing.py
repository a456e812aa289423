"""Lines of a list become machines and addresses of one agency, in a few statements whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.machines.machine_lists import LineFault, SeenMachine
from tinhso.lib.machines.spans import Span, placed
from tinhso.security.models import Machine, MachineAddress, MachineList

Place = tuple[str, str]  # kind and value of an address


class AgencyMachines:
    """The machines of an agency while a list is read: `find` gives the one that a line is about."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        rows = list(Machine.objects.filter(agency=agency))
        self.by_key: dict[str, list[Machine]] = defaultdict(list)
        for row in rows:
            self.by_key[row.key].append(row)
        macs = MachineAddress.objects.filter(agency=agency, kind="mac").select_related("machine")
        for address in macs:
            self.by_key[f"mac:{address.value}"].append(address.machine)
        self.made: list[Machine] = []
        self.widened: dict[str, Machine] = {}

    def find(self, line: SeenMachine) -> Machine | None:
        """By the surest key that a machine of that day has; a name alone finds only where nothing surer is told."""
        day = local(line.starts).date()
        keys = line.keys if len(line.keys) == 1 else [one for one in line.keys if not one.startswith("name:")]
        for key in keys:
            for machine in self.by_key[key]:
                if machine.valid.upper is None or day < machine.valid.upper:
                    return self._widened(machine, line)
        return None

    def make(self, line: SeenMachine) -> Machine | None:
        """None where a row of the same key stands in the way: the machine had ended, and came back before its end."""
        day = local(line.starts).date()
        if any(one.valid.upper is None or day < one.valid.upper for one in self.by_key[line.keys[0]]):
            return None
        words = f"{self.agency.pk} {line.keys[0]} {day.isoformat()}"
        machine = Machine(
            code=sha256(words.encode()).hexdigest()[:16],
            agency=self.agency,
            key=line.keys[0],
            name=line.name,
            serial=line.serial,
            software=line.software,
            kind=line.kind,
            valid=DateRange(day, None),
            folded=folded_of(line),
        )
        self.made.append(machine)
        for key in line.keys:
            self.by_key[key].append(machine)
        return machine

    def _widened(self, machine: Machine, line: SeenMachine) -> Machine:
        """What the line tells and the row lacks is added; one that was there earlier than we knew begins earlier."""
        day = local(line.starts).date()
        for name in ("name", "serial", "software"):
            if (value := getattr(line, name)) and value != getattr(machine, name):
                setattr(machine, name, value)
        if day < machine.valid.lower:
            machine.valid = DateRange(day, machine.valid.upper)
        machine.folded = folded_of(machine)
        if machine.pk:
            self.widened[machine.code] = machine
        return machine


def folded_of(one: "SeenMachine | Machine") -> str:
    key = one.keys[0] if isinstance(one, SeenMachine) else one.key
    return fold(f"{one.name} {one.serial} {one.software} {key}")[:300]


def address_spans(
    agency: Agency, lines: Iterable[tuple[SeenMachine, Machine]]
) -> dict[Place, list[Span[str]]]:
    """The spans of the addresses that the list names, as they stand now, by the code of their machine. One query."""
    places = {place for line, _ in lines for place in places_of(line)}
    found: dict[Place, list[Span[str]]] = {place: [] for place in places}
    rows = MachineAddress.objects.filter(agency=agency, value__in={value for _, value in places})
    for kind, value, code, valid in rows.values_list("kind", "value", "machine__code", "valid"):
        if (kind, value) in found:
            found[kind, value].append(Span(code, valid.lower, valid.upper))
    return found


def places_of(line: SeenMachine) -> list[Place]:
    return [(kind, value) for kind, value in (("ip", line.ip), ("mac", line.mac)) if value]


def span_of(kind: str, line: SeenMachine, machine: Machine) -> Span[str]:
    """A hardware address stays with its machine; an address of the network only as long as the line says."""
    return Span(machine.code, line.starts, line.ends if kind == "ip" else None)


def write_addresses(
    agency: Agency, lines: list[tuple[SeenMachine, Machine]], source: MachineList
) -> tuple[int, list[LineFault]]:
    """How many addresses came or changed, and the lines whose address nobody can tell whose it is."""
    spans = address_spans(agency, lines)
    before = {place: list(found) for place, found in spans.items()}
    faults = []
    for line, machine in lines:
        for kind, value in places_of(line):
            merged = placed(spans[kind, value], span_of(kind, line, machine))
            if merged is None:
                faults.append(LineFault(line.row, f"{value} cùng lúc là của máy khác"))
            else:
                spans[kind, value] = merged
    changed = [place for place, found in spans.items() if found != before[place]]
    codes = {one.machine for place in changed for one in spans[place]}
    ids = dict(Machine.objects.filter(agency=agency, code__in=codes).values_list("code", "pk"))
    for kind in ("ip", "mac"):
        values = [value for what, value in changed if what == kind]
        MachineAddress.objects.filter(agency=agency, kind=kind, value__in=values).delete()
    rows = [
        MachineAddress(
            machine_id=ids[one.machine],
            agency=agency,
            kind=kind,
            value=value,
            valid=DateTimeTZRange(one.starts, one.ends),
            machine_list=source,
        )
        for kind, value in changed
        for one in spans[kind, value]
    ]
    MachineAddress.objects.bulk_create(rows, batch_size=2000)
    return sum(len(spans[place]) for place in changed), faults
