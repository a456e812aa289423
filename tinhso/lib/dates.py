"""Dates and times as they are written on Vietnamese screens and papers."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Of days that somebody asks for: beyond, a zone or a span leads out of what a clock can say. No paper is older."""
_COMPACT = re.compile(r"(?:19|20)\d{6}(?:\d{6})?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_AROUND = re.compile(r"(?i)\bngày\b|\blúc\b|,")
_HOUR = re.compile(r"(?i)(?:(\d{1,2})\s*(?::|h|giờ)\s*(\d{1,2})?(?:\s*phút)?(?:\s*:\s*(\d{1,2}))?)?")


def in_reach(day: date | datetime) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


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


class NotADate(ValueError):
    """The text is no day or moment that is written in a usual way, or lies beyond what any paper tells of."""


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def vn_day_and_hour(moment: datetime | None) -> str:
    """As people are told a day: "17 giờ thứ Hai 11/3/2024", "9 giờ 30 thứ Ba 12/3/2024"."""
    if moment is None or not in_reach(moment):
        return ""
    here = local(moment)
    hour = f"{here.hour} giờ {here.minute:02}" if here.minute else f"{here.hour} giờ"
    return f"{hour} {WEEKDAYS[here.weekday()]} {here.day}/{here.month}/{here.year}"


def read_moment(text: str) -> datetime:
    """A moment of ISO 8601 as other systems write it, in its own zone or without one. NotADate."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotADate(text) from error
    if not in_reach(found):
        raise NotADate(text)
    return found


def read_when(text: str) -> tuple[datetime, bool]:
    """A day or moment as people and systems write it, in Vietnamese time, and whether it names an hour.

    08/03/2024, 8-3-2024, 08.03.2024 14:30, 14 giờ 30 ngày 08/03/2024, 2024-03-08T14:30:00+07:00, 20240308143000.
    A day without an hour comes back as midnight. NotADate.
    """
    plain = " ".join(text.split())
    try:
        if _COMPACT.fullmatch(plain):
            return datetime.strptime(plain.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=HANOI), len(
                plain
            ) > 8
        if _ISO.match(plain):
            return local(read_moment(plain)), len(plain) > 10
        if found := _DAY.search(plain):
            day, month, year = (int(part) for part in found.groups())
            hour = _HOUR.fullmatch(
                _AROUND.sub(" ", plain[: found.start()] + " " + plain[found.end() :]).strip()
            )
            if hour:
                hours, minutes, seconds = (int(part or 0) for part in hour.groups())
                at = datetime.combine(date(year, month, day), time(hours, minutes, seconds), tzinfo=HANOI)
                if in_reach(at):
                    return at, hour.group(1) is not None
    except ValueError as error:
        raise NotADate(text) from error
    raise NotADate(text)
