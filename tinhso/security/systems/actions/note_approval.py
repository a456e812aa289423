from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import InformationSystem, LevelApproval
from tinhso.security.systems.changing import in_use
from tinhso.security.systems.events import LevelApproved


@transaction.atomic
def note_approval(
    *,
    system: InformationSystem,
    level: int,
    number: str,
    decided_on: date,
    decided_by: Agency,
    expires_on: date | None,
    by: Actor,
    now: datetime,
) -> LevelApproval:
    """Write down the decision that approved the system's level dossier. It counts while it lasts and its level is not below
    the system's own.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_coordinate(by, on=today)
    row = in_use(system)
    _check(row, level, number, decided_on, decided_by, expires_on, today)
    made = LevelApproval.objects.create(
        system=row,
        system_ver=row.ver,
        level=level,
        number=number,
        decided_on=decided_on,
        decided_by=decided_by,
        expires_on=expires_on,
        by_id=by.user_id,
        at=now,
    )
    event = LevelApproved(
        system_id=row.pk,
        approval_id=made.pk,
        level=level,
        decided_on=decided_on,
        decided_by_id=decided_by.pk,
        expires_on=expires_on,
    )
    record(event, by=by, at=now)
    return made


def _check(
    row: InformationSystem,
    level: int,
    number: str,
    decided_on: date,
    decided_by: Agency,
    expires_on: date | None,
    today: date,
) -> None:
    if decided_on > today:
        raise EntryRefused("decided_on", "Ngày quyết định không sau hôm nay.")
    if expires_on and expires_on <= decided_on:
        raise EntryRefused("expires_on", "Ngày hết hiệu lực phải sau ngày quyết định.")
    if level < row.level:
        raise EntryRefused(
            "level", f"Hệ thống này ở cấp độ {row.level}; quyết định cho cấp độ thấp hơn không dùng được."
        )
    if level == 3 and decided_by.pk != row.owner_id:
        raise EntryRefused(
            "decided_by", "Hồ sơ cấp độ 3 do chủ quản hệ thống phê duyệt (NĐ 85/2016/NĐ-CP Điều 12)."
        )
    if row.approvals.filter(number__iexact=number, decided_on=decided_on).exists():
        raise EntryRefused("number", "Quyết định này đã ghi.")
