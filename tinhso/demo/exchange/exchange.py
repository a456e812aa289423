"""The demo's exchange of data between agencies: members, services, registers, agreements of a year."""

from datetime import datetime

from tinhso.demo.exchange.agreements import Agreements
from tinhso.demo.exchange.people import Office
from tinhso.demo.exchange.registers import fill_registers
from tinhso.demo.exchange.registry import Registry
from tinhso.exchange.public import Agreement, Member


def create_exchange(*, now: datetime) -> int:
    """Once; how many agreements there are."""
    if Member.objects.exists():
        return 0
    office = Office(now)
    registry = Registry(office)
    group = registry.fill()
    fill_registers(registry)
    Agreements(office, registry, group).fill()
    return Agreement.objects.count()
