"""Software bills. Names and versions of components stand in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SoftwareBillRegistered(Event):
    """A bill of a system was read and is its valid one from now on."""

    bill_id: int
    system_id: int
    format: Code
    components: int
    rejected: int
