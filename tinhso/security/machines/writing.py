"""Lines of a list become machines and addresses of one agency, in a few statements whatever their number."""

from collections import defaultdict
from datetime import UTC, date, datetime
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.machines.machine_lists import LineFault, SeenMachine
from tinhso.security.models import Machine, MachineAddress, MachineList
from tinhso.security.pages.codes import code_of

Line = tuple[SeenMachine, Machine]
Begin = tuple[str, str, datetime]  # kind and value of an address, and when somebody began to have it
WORDS = ("name", "serial", "software", "kind")


class AgencyMachines:
    """The machines of an agency while a list is read: `find` gives the one that a line is about."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self.by_key: dict[str, list[Machine]] = defaultdict(list)
        for row in Machine.objects.filter(agency=agency).order_by("valid", "pk"):
            for key in row.keys:
                self.by_key[key].append(row)
        self.made: list[Machine] = []
        self.widened: dict[str, Machine] = {}

    def find(self, line: SeenMachine) -> Machine | None:
        """By the surest key that a machine of that day has."""
        day = local(line.starts).date()
        for key in sure_keys(line):
            for machine in self.by_key[key]:
                if _lives_on(machine, day) and self._free_from(machine, day):
                    return self._widened(machine, line, day)
        return None

    def make(self, line: SeenMachine) -> Machine | None:
        """None where a row of the same key stands in the way: the machine had ended, and came back before its end."""
        day, keys = local(line.starts).date(), sure_keys(line)
        if any(_lives_on(one, day) for one in self.by_key[keys[0]]):
            return None
        machine = Machine(
            code=code_of(uuid4()),
            agency=self.agency,
            key=keys[0],
            keys=[],
            kind=Machine.Kind.WORKSTATION,
            valid=DateRange(day, None),
        )
        self.made.append(machine)
        return self._widened(machine, line, day)

    def _free_from(self, machine: Machine, day: date) -> bool:
        """No other row of its key lies between that day and its beginning."""
        same = [one for one in self.by_key[machine.key] if one.key == machine.key and one is not machine]
        return all(not (_lives_on(one, day) and one.valid.lower < machine.valid.lower) for one in same)

    def _widened(self, machine: Machine, line: SeenMachine, day: date) -> Machine:
        """What the line tells is added, the words of whatever begins last stay; one that was there earlier begins earlier."""
        since = line.starts.astimezone(UTC).isoformat(timespec="seconds")
        for name in WORDS:
            value = getattr(line, name)
            if value and (since, value) > (machine.words_from.get(name, ""), getattr(machine, name)):
                setattr(machine, name, value)
                machine.words_from[name] = since
        for key in sure_keys(line):
            if not any(_lives_on(one, day) for one in self.by_key[key]):
                machine.keys.append(key)
                self.by_key[key].append(machine)
        if day < machine.valid.lower:
            machine.valid = DateRange(day, machine.valid.upper)
        words = (machine.name, machine.serial, machine.software, *sorted(machine.keys))
        machine.folded = fold(" ".join(words))[:300]
        if machine.pk:
            self.widened[machine.code] = machine
        return machine


def sure_keys(line: SeenMachine) -> tuple[str, ...]:
    """A name tells a machine apart only where nothing surer is known."""
    return tuple(one for one in line.keys if not one.startswith("name:")) or line.keys


def _lives_on(machine: Machine, day: date) -> bool:
    """Whether it has not ended by then; that it was there earlier than we knew, a line may say."""
    return machine.valid.upper is None or day < machine.valid.upper


def claims_of(
    line: SeenMachine, machine: Machine, agency: Agency, source: MachineList
) -> list[MachineAddress]:
    """A hardware address stays with its machine; an address of the network only as long as the line says."""
    places = [("ip", line.ip, line.ends), ("mac", line.mac, None)]
    return [
        MachineAddress(
            machine=machine,
            agency=agency,
            kind=kind,
            value=value,
            valid=DateTimeTZRange(line.starts, ends),
            machine_list=source,
        )
        for kind, value, ends in places
        if value
    ]


def write_addresses(agency: Agency, lines: list[Line], source: MachineList) -> tuple[int, list[LineFault]]:
    """How many claims came, and the lines whose address began at the same moment at another machine. Two statements."""
    new: dict[tuple[int, str, str, DateTimeTZRange], MachineAddress] = {}
    rows_of: dict[Begin, set[int]] = defaultdict(set)
    for line, machine in lines:
        for claim in claims_of(line, machine, agency, source):
            new[machine.pk, claim.kind, claim.value, claim.valid] = claim
            rows_of[claim.kind, claim.value, line.starts].add(line.row)
    machines: dict[Begin, set[int]] = defaultdict(set)
    before = MachineAddress.objects.filter(
        agency=agency,
        value__in={value for _, value, _ in rows_of},
        valid__startswith__in={starts for _, _, starts in rows_of},
    ).values_list("machine_id", "kind", "value", "valid")
    existing = set(before)
    for machine_id, kind, value, valid in {*existing, *new}:
        machines[kind, value, valid.lower].add(machine_id)
    made = [claim for key, claim in new.items() if key not in existing]
    MachineAddress.objects.bulk_create(made, batch_size=2000)
    faults = [
        LineFault(row, f"{begin[1]} bắt đầu cùng lúc ở máy khác: không biết là của máy nào")
        for begin, rows in rows_of.items()
        if len(machines[begin]) > 1
        for row in rows
    ]
    return len(made), faults
