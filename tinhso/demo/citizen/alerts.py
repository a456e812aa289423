"""Two alerts that stand on the opening day: a relayed bulletin, and a warning of a trick (mô phỏng)."""

from datetime import date, datetime, timedelta

from tinhso.citizen.public import AlertContent, relay_bulletin
from tinhso.kernel.places.public import AdminUnit, places_of_day
from tinhso.lib.dates import HANOI

MOUNTAINS_END = 105.2
"""Degrees east: Mường Lát, Quan Hóa, Quan Sơn, Bá Thước and Lang Chánh lie west of it."""


def mountain_communes(day: date) -> tuple[AdminUnit, ...]:
    """Those of that day in the west; none, which means the whole province, where no centre is known."""
    places = places_of_day(day)
    west = [area.unit_id for area in places.areas.units if area.lon < MOUNTAINS_END]
    wanted = {pk for unit in west for pk in places.before.get(unit, (unit,))}
    return tuple(AdminUnit.objects.on(day).communes().filter(pk__in=wanted).order_by("code"))


def create_alerts(*, now: datetime) -> None:
    """Once; the bulletin's hour lies before the opening."""
    today = now.astimezone(HANOI).replace(minute=0, second=0, microsecond=0)
    relay_bulletin(
        content=AlertContent(
            kind="weather",
            headline=f"Mưa lớn tại vùng miền núi đến 20 giờ ngày {today:%d/%m/%Y} (mô phỏng)",
            text="Từ trưa nay vùng núi phía Tây có mưa to, có nơi trên 80 mm; nguy cơ lũ quét, sạt lở (mô phỏng).",
            instruction="Không qua ngầm tràn khi nước chảy xiết. Tránh xa sườn dốc, bờ suối.",
            source="Đài Khí tượng Thủy văn tỉnh",
            risk_level=1,
            units=mountain_communes(today.date()),
            begins_at=now,
            expires_at=max(today.replace(hour=20), now + timedelta(hours=6)),
            bulletin_at=now - timedelta(minutes=30),
            bulletin_id="MP-0001",
        ),
        now=now,
    )
    relay_bulletin(
        content=AlertContent(
            kind="scam",
            headline="Giả danh cán bộ yêu cầu cài ứng dụng để “cập nhật dữ liệu” (mô phỏng)",
            text="Kẻ gian gọi điện tự xưng cán bộ, gửi đường dẫn cài ứng dụng để chiếm quyền điện thoại (mô phỏng).",
            instruction="Không cài ứng dụng từ đường dẫn lạ. Cơ quan nhà nước không yêu cầu mã OTP qua điện thoại.",
            source="Công an tỉnh (mô phỏng)",
            severity="moderate",
            begins_at=now,
            expires_at=now + timedelta(days=7),
            bulletin_id="MP-0002",
        ),
        now=now,
    )
