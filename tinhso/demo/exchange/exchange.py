"""The demo's exchange of data between agencies: members, services, registers, agreements of a year."""

from datetime import datetime

from tinhso.demo.exchange.agreements import Agreements
from tinhso.demo.exchange.calls import create_calls
from tinhso.demo.exchange.events import create_events
from tinhso.demo.exchange.people import Office
from tinhso.demo.exchange.registers import fill_registers
from tinhso.demo.exchange.registry import Registry
from tinhso.exchange.public import Agreement, Member, ServiceAddress, issue_policy
from tinhso.kernel.people.public import SYSTEM


def create_exchange(*, now: datetime) -> int:
    """Once; how many agreements there are."""
    if Member.objects.exists():
        return 0
    office = Office(now)
    registry = Registry(office)
    group = registry.fill()
    fill_registers(registry)
    Agreements(office, registry, group).fill()
    create_events(office, registry)
    create_calls(now=now)
    for (
        environment
    ) in ServiceAddress.Environment:  # the plane of the demo has its policy from the first second
        issue_policy(environment=environment, by=SYSTEM, now=now)
    return Agreement.objects.count()
