from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.levels.criteria import newest_rules
from tinhso.security.models import InformationSystem
from tinhso.security.pages.codes import code_of, lock_code
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.systems.entry import SystemEntry, criteria_of
from tinhso.security.systems.events import SystemRegistered


@transaction.atomic
def register_system(*, entry: SystemEntry, client_key: UUID, by: Actor, now: datetime) -> InformationSystem:
    """Enter a system with its owner, operator and the level that follows; the same form sent twice is one system.

    Raises: SecurityForbidden, ClosedNetwork, EntryRefused.
    """
    today = local(now).date()
    ours = entry.operator.pk if entry.operator and entry.operator.pk == by.agency_id else entry.owner.pk
    check_can_answer_for(ours, by, on=today)
    lock_code(client_key.hex)
    before = InformationSystem.objects.filter(client_key=client_key).first()
    if before and before.by_id != by.user_id:
        raise SecurityForbidden("Biểu mẫu này đã được gửi.")
    if before:
        return before
    criteria = criteria_of(entry, today)
    if entry.starts > today:
        raise EntryRefused("starts", "Ngày đưa vào sử dụng không sau hôm nay.")
    level, rules = max(one.level for one in criteria), newest_rules(criteria)
    system = InformationSystem.objects.create(
        code=code_of(client_key),
        client_key=client_key,
        **entry.columns,
        criteria=[one.code for one in criteria],
        level=level,
        rules=rules,
        by_id=by.user_id,
        at=now,
    )
    event = SystemRegistered(
        system_id=system.pk,
        owner_id=system.owner_id,
        operator_id=system.operator_id,
        level=level,
        rules=Code(rules),
    )
    record(event, by=by, at=now)
    return system
