from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import InformationSystem, ProtectionReview
from tinhso.security.systems.changing import in_use
from tinhso.security.systems.events import ProtectionReviewed


@transaction.atomic
def review_protection(
    *, system: InformationSystem, reviewed_on: date, complete: bool, lacking: str, by: Actor, now: datetime
) -> ProtectionReview:
    """The specialised unit held the system against its approved plan. All of it is deployed only where each of the four
    layers has a provider on that day and nothing is lacking.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_coordinate(by, on=today)
    row = in_use(system)
    if reviewed_on > today:
        raise EntryRefused("reviewed_on", "Ngày kiểm tra không sau hôm nay.")
    if not row.approvals.valid_on(reviewed_on).filter(level__gte=row.level).exists():
        raise EntryRefused(
            "reviewed_on", "Vào ngày ấy hệ thống chưa có hồ sơ cấp độ được phê duyệt còn hiệu lực."
        )
    lacking = lacking.strip()
    if complete and lacking:
        raise EntryRefused("lacking", "Đã triển khai đủ thì không còn nội dung thiếu; bỏ một trong hai.")
    if not complete and not lacking:
        raise EntryRefused("lacking", "Ghi nội dung của phương án được duyệt chưa triển khai.")
    layers = set(row.layers.filter(starts__lte=reviewed_on, ends=None).values_list("layer", flat=True))
    if complete and len(layers) < 4:
        missing = ", ".join(str(one) for one in (1, 2, 3, 4) if one not in layers)
        raise EntryRefused("complete", f"Chưa có đơn vị của lớp {missing} trong mô hình 4 lớp vào ngày ấy.")
    made = ProtectionReview.objects.create(
        system=row, reviewed_on=reviewed_on, complete=complete, lacking=lacking, by_id=by.user_id, at=now
    )
    event = ProtectionReviewed(
        system_id=row.pk, review_id=made.pk, reviewed_on=reviewed_on, complete=complete
    )
    record(event, by=by, at=now)
    return made
