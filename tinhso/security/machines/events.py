"""What happens to the register of machines. Names and addresses stand in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class MachineListRead(Event):
    """A list of machines was read for an agency: how many lines, machines and addresses, and lines that were not understood."""

    list_id: int
    agency_id: int
    form: Code
    lines: int
    machines: int
    addresses: int
    faults: int


@dataclass(frozen=True, kw_only=True)
class MachineEnded(Event):
    """A machine stands at its agency no longer from that day on, and its addresses end."""

    machine_id: int
    agency_id: int
    ends: date
