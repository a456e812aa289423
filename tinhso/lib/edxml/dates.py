"""Days and moments as edXML writes them: `2024/03/08`, `2024/03/08 17:25:11`; older software has the day first or dashes."""

from datetime import date, datetime

DATES = ("%Y/%m/%d", "%d/%m/%Y", "%Y-%m-%d")
TIMES = (" %H:%M:%S", "T%H:%M:%S", " %H:%M")


def written_date(day: date) -> str:
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def written_time(at: datetime) -> str:
    return f"{written_date(at)} {at:%H:%M:%S}"


def read_date(text: str) -> date | None:
    """None for what is no day."""
    return found.date() if (found := read_time(text)) else None


def read_time(text: str) -> datetime | None:
    """Without a zone, as it is written. None for what is no moment."""
    words = text.strip()[:19]
    for form in (*(day + time for day in DATES for time in TIMES), *DATES):
        try:
            return datetime.strptime(words, form)  # noqa: DTZ007 - the standard writes no zone
        except ValueError:
            continue
    return None
