"""The public holidays and swapped working days of Việt Nam, to seed the editable calendar, which always wins."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tinhso.lib.legal_time.working_time import DayMark

if TYPE_CHECKING:
    import holidays

LABOUR_CODE = "Bộ luật Lao động 2019 Điều 112"
SWAP = "Thông báo hoán đổi ngày làm việc"

_TET = "Nghỉ Tết Nguyên Đán"  # one name for its five to seven days, so that an explanation says it once
_VICTORY = ("Ngày Chiến thắng", "Ngày Giải phóng miền Nam, thống nhất đất nước")


def national_days(years: Iterable[int]) -> list[DayMark]:
    """Days off and extra working days of those years, in order; names in Vietnamese, each with its source."""
    # heavy, and only to seed the calendar
    import holidays

    wanted = set(years)
    table = holidays.country_holidays("VN", years=sorted(wanted), language="vi")
    worked = sorted(day for day in table.weekend_workdays if day.year in wanted)
    marks = [_mark_off(day, name) for day, name in table.items() if day.year in wanted]
    marks += [DayMark(day, True, _swap_name(day, table), SWAP) for day in worked]
    return sorted(marks, key=lambda mark: mark.day)


def _mark_off(day: date, name: str) -> DayMark:
    if "Tết" in name and "Dương lịch" not in name:
        name = _TET
    return DayMark(day, False, name.replace(*_VICTORY), SWAP if "thay cho" in name else LABOUR_CODE)


def _swap_name(day: date, table: "holidays.HolidayBase") -> str:
    """ "Làm bù cho ngày 29/04/2024": found by the name of the day off, which says what it was swapped for."""
    near = (day + timedelta(days=n) for n in range(-40, 41))
    off = next((d for d in near if f"{day:%d/%m/%Y}" in str(table.get(d, ""))), None)
    return f"Làm bù cho ngày {off:%d/%m/%Y}" if off else "Ngày làm bù"
