from tinhso.exchange.models import ExchangeCall, InformationSystem
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DataOfficer, Head


def can_read_bodies(call: ExchangeCall, by: Actor) -> bool:
    """Heads and data officers of the two sides of the call: neither the operator nor an auditor, who have its hashes. One query."""
    if by.agency_id is None or not (by.holds(Head) or by.holds(DataOfficer)):
        return False
    sides = {call.client, call.service.rpartition("/")[0]}
    systems = InformationSystem.objects.filter(member__agency=by.agency_id).select_related("member")
    return any(str(one) in sides for one in systems)


def check_can_read_bodies(call: ExchangeCall, by: Actor) -> None:
    """ExchangeForbidden for everybody else."""
    if not can_read_bodies(call, by):
        raise ExchangeForbidden
