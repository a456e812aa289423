from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import held_open
from tinhso.security.incidents.events import IncidentAssetAdded
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import AffectedAsset, CyberIncident, InformationSystem, Machine


@transaction.atomic
def add_asset(
    *,
    incident: CyberIncident,
    system: InformationSystem | None = None,
    machine: Machine | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """A system or a machine of the agency is affected; said twice it stands there once.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(incident, by, on=local(now).date())
    row = held_open(incident)
    if (system is None) == (machine is None):
        raise EntryRefused("system", "Chọn một hệ thống hoặc một máy.")
    if machine and machine.agency_id != row.agency_id:
        raise EntryRefused("machine", "Máy này không của cơ quan có sự cố.")
    if system and row.agency_id not in (system.owner_id, system.operator_id):
        raise EntryRefused("system", "Hệ thống này không của cơ quan có sự cố.")
    made, new = AffectedAsset.objects.get_or_create(
        incident=row, system=system, machine=machine, defaults={"by_id": by.user_id, "at": now}
    )
    if new:
        record(IncidentAssetAdded(case_id=row.pk, asset_id=made.pk), by=by, at=now)
