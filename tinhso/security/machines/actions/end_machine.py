from datetime import date, datetime, time

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI, local
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.machines.events import MachineEnded
from tinhso.security.models import Machine


@transaction.atomic
def end_machine(*, machine: Machine, ends: date, by: Actor, now: datetime) -> Machine:
    """From that day on the machine is not at this agency: handed on, broken, sold. No address is its own from then on.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    row = Machine.objects.select_for_update().get(pk=machine.pk)
    check_can_answer_for(row.agency_id, by, on=today)
    if row.valid.upper is not None:
        raise EntryRefused("", "Máy này đã ghi kết thúc.")
    if not row.valid.lower < ends <= today:
        raise EntryRefused("ends", "Ngày kết thúc sau ngày bắt đầu và không sau hôm nay.")
    midnight = datetime.combine(ends, time(), tzinfo=HANOI)
    if row.addresses.filter(valid__startswith__gte=midnight).exists():
        raise EntryRefused("ends", "Sau ngày ấy máy vẫn được ghi có địa chỉ; chọn ngày muộn hơn.")
    row.valid = DateRange(row.valid.lower, ends)
    row.save(update_fields=["valid"])
    record(MachineEnded(machine_id=row.pk, agency_id=row.agency_id, ends=ends), by=by, at=now)
    return row
