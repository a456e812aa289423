"""The times that tools write, as aware moments; what cannot be believed is None."""

import re
from datetime import UTC, datetime, timedelta, timezone

from tinhso.lib.scan_reports.limits import ReportLimits

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
LAST = datetime(2100, 1, 1, tzinfo=UTC)
_NANO = re.compile(r"(\.\d{6})\d+")
_ZONE = re.compile(r"\s*(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})$")
_NUMBER = re.compile(r"\d{9,16}(?:\.\d{1,9})?")
_NAMED = {"CEST": 2, "CET": 1, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
          "PST": -8, "PDT": -7, "ICT": 7, "BST": 1, "Z": 0}  # fmt: skip
FORMS = (
    "%a %b %d %H:%M:%S %Y", "%a, %d %b %Y %H:%M:%S", "%b %d, %Y %H:%M:%S", "%b %d, %Y %I:%M %p", "%d %b %Y %I:%M%p",
    "%d %b %Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%d-%m-%Y %H:%M:%S",
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d", "%d-%b-%Y %H:%M:%S", "%d %b %Y", "%m/%d/%Y %I:%M:%S %p", "%Y%m%d%H%M%S",
)  # fmt: skip


MONTH_FIRST = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y")


def read_time(value: object, limits: ReportLimits, *, month_first: bool = False) -> datetime | None:
    """Seconds or milliseconds since 1970, ISO 8601 or one of the forms of the tools; without a zone it is that of the limits.

    08/03/2024 is the eighth of March unless the tool writes the month first.
    """
    if value is None or isinstance(value, bool):
        return None
    text = " ".join(str(value)[:80].split())
    try:
        found = _read(text, limits, MONTH_FIRST + FORMS if month_first else FORMS)
    except (ValueError, OverflowError, OSError):
        return None
    if found is None or not FIRST <= found <= (limits.not_after or LAST):
        return None
    return found.astimezone(UTC)


def _read(text: str, limits: ReportLimits, forms: tuple[str, ...]) -> datetime | None:
    if _NUMBER.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    try:
        found = datetime.fromisoformat(_NANO.sub(r"\1", text))
        return found if found.tzinfo else found.replace(tzinfo=limits.zone)
    except ValueError:
        return _by_forms(text, limits, forms)


def _by_forms(text: str, limits: ReportLimits, forms: tuple[str, ...]) -> datetime | None:
    zone = limits.zone
    if found := _ZONE.search(text):
        away = timedelta(hours=int(found[2]), minutes=int(found[3]))
        zone, text = timezone(-away if found[1] == "-" else away), text[: found.start()]
    words = text.split()
    for word in words:
        if word in _NAMED:
            zone = timezone(timedelta(hours=_NAMED[word]))
            text = " ".join(one for one in words if one != word)
    for form in forms:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    return None
