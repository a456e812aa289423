"""Dates and times as they are written on Vietnamese screens and papers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def local(moment: datetime) -> datetime:
    """The moment in Vietnamese time; a naive one is taken to be Vietnamese already."""
    return moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI)


def vn_date(day: date | datetime | None) -> str:
    """08/03/2024; "" for None."""
    if day is None:
        return ""
    return f"{local(day) if isinstance(day, datetime) else day:%d/%m/%Y}"


def vn_date_formal(day: date | datetime | None) -> str:
    """08/3/2024: a zero only before days below 10 and the months 1 and 2, as NĐ 30/2020 writes dates."""
    if day is None:
        return ""
    day = local(day) if isinstance(day, datetime) else day
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def vn_datetime(moment: datetime | None) -> str:
    """15:01 ngày 08/03/2024; "" for None."""
    if moment is None:
        return ""
    return f"{local(moment):%H:%M} ngày {vn_date(moment)}"
