from collections.abc import Iterable

from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Finding
from tinhso.security.models import InformationSystem, SecurityDuty


def specialised_unit() -> Iterable[Finding]:
    """Whether somebody coordinates: without a specialised unit nobody approves a level or checks a plan."""
    name = "Đơn vị chuyên trách an toàn thông tin"
    today = clock.today()
    row = (
        SecurityDuty.objects.on(today)
        .filter(duty=SecurityDuty.Duty.SPECIALISED)
        .select_related("agency")
        .first()
    )
    if row:
        yield Finding(name, "good", row.agency.name)
    elif InformationSystem.objects.exists():
        yield Finding(
            name,
            "wrong",
            "chưa giao cho cơ quan nào hôm nay; quản trị ghi ở /can-bo/an-toan-thong-tin/chuyen-trach/",
        )
    else:
        yield Finding(name, "note", "chưa giao cho cơ quan nào; sổ hệ thống thông tin còn trống")
