from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.inventory.events import InventoryConfirmed
from tinhso.security.models import InformationSystem, InventoryConfirmation


@transaction.atomic
def confirm_inventory(
    *, agency: Agency, confirmed_on: date, by: Actor, now: datetime
) -> InventoryConfirmation:
    """Say that the list of systems which count at the agency is whole on that day; once a day.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_answer_for(agency.pk, by, on=today)
    if confirmed_on > today:
        raise EntryRefused("confirmed_on", "Ngày kiểm kê không sau hôm nay.")
    if InventoryConfirmation.objects.filter(agency=agency, confirmed_on=confirmed_on).exists():
        raise EntryRefused("confirmed_on", "Cơ quan đã xác nhận danh sách của ngày này.")
    systems = InformationSystem.objects.used_on(confirmed_on).of_agency(agency.pk).count()
    made = InventoryConfirmation.objects.create(
        agency=agency, confirmed_on=confirmed_on, systems=systems, by_id=by.user_id, at=now
    )
    event = InventoryConfirmed(agency_id=agency.pk, confirmed_on=confirmed_on, systems=systems)
    record(event, by=by, at=now)
    return made
