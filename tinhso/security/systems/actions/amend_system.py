from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_answer_for, check_can_keep_system
from tinhso.security.levels.criteria import newest_rules
from tinhso.security.models import InformationSystem
from tinhso.security.systems.changing import in_use
from tinhso.security.systems.entry import SystemEntry, criteria_of
from tinhso.security.systems.events import SystemAmended


@transaction.atomic
def amend_system(
    *, system: InformationSystem, entry: SystemEntry, ver: int, by: Actor, now: datetime
) -> InformationSystem:
    """Say anew what the system is; the level follows from the criteria of today. Another owner or operator is named by who
    answers for one of the new ones, or by a coordinator. A higher level outgrows what was approved for a lower one.

    Raises: SecurityForbidden, ClosedNetwork, EntryRefused.
    """
    today = local(now).date()
    check_can_keep_system(system, by, on=today)
    row = in_use(system, ver)
    criteria = criteria_of(entry, today)
    ours = entry.operator.pk if entry.operator and entry.operator.pk == by.agency_id else entry.owner.pk
    check_can_answer_for(ours, by, on=today)
    if entry.starts > today:
        raise EntryRefused("starts", "Ngày đưa vào sử dụng không sau hôm nay.")
    for name, value in entry.columns.items():
        setattr(row, name, value)
    row.criteria = [one.code for one in criteria]
    row.level, row.rules = max(one.level for one in criteria), newest_rules(criteria)
    row.ver += 1
    row.save()
    row.approvals.filter(level__lt=row.level, outgrown_on=None).update(outgrown_on=today)
    event = SystemAmended(
        system_id=row.pk,
        owner_id=row.owner_id,
        operator_id=row.operator_id,
        level=row.level,
        rules=Code(row.rules),
        ver=row.ver,
    )
    record(event, by=by, at=now)
    return row
