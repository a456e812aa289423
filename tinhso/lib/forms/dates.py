"""Days as people write them here, read and written."""

import re
from datetime import date

from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR, in_reach

SHAPES = (
    re.compile(r"(?P<d>[0-9]{1,2})\s*[/.\- ]\s*(?P<m>[0-9]{1,2})\s*[/.\- ]\s*(?P<y>[0-9]{2,4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})"),
    re.compile(r"(ngày\s+)?(?P<d>[0-9]{1,2})\s+tháng\s+(?P<m>[0-9]{1,2})\s+năm\s+(?P<y>[0-9]{2,4})"),
)


class NotADay(ValueError):
    """The text is not a day; the message says what to do."""


def read_day(text: str) -> date:
    """8/3/2024, 08-03-2024, 8.3.2024, 08032024, 2024-03-08, ngày 8 tháng 3 năm 2024; raises NotADay."""
    found = next((m for m in (shape.fullmatch(text.strip().lower()) for shape in SHAPES) if m), None)
    if found is None:
        raise NotADay("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 08/3/2024.")
    day, month, year = int(found["d"]), int(found["m"]), int(found["y"])
    if len(found["y"]) != 4:
        raise NotADay("Nhập đủ 4 chữ số của năm, ví dụ 08/3/2024.")
    try:
        read = date(year, month, day)
    except ValueError as error:
        raise NotADay(
            f"Ngày {day:02}/{month:02}/{year:04} không có trong lịch. Kiểm tra lại ngày, tháng."
        ) from error
    if not in_reach(read):
        raise NotADay(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return read


def write_day(iso: str) -> str:
    """An ISO date as dd/mm/yyyy; what is no date comes back as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
