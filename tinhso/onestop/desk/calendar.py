"""The dates of a dossier for one's own calendar (RFC 5545); nothing but the procedure's name and the code goes in."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from tinhso.lib.dates import local
from tinhso.onestop.models import Dossier

BEFORE_HAND = timedelta(minutes=30)


def calendar_of(dossier: Dossier, dates: list[tuple[str, datetime, str]], *, made_at: datetime) -> bytes:
    """One event a date, each a key, its moment and its words; the same key replaces the earlier date."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tinh So//Ho so//VI", "METHOD:PUBLISH"]
    for key, at, words in dates:
        begins, ends = _span(at)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{dossier.case.code}-{key}",
            f"DTSTAMP:{_moment(made_at)}",
            f"DTSTART:{_moment(begins)}",
            f"DTEND:{_moment(ends)}",
            f"SUMMARY:{_escaped(words)}",
            f"DESCRIPTION:{_escaped(_('Hồ sơ %(code)s') % {'code': dossier.case.code})}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(words)}",
            "TRIGGER:-P1D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return ("\r\n".join(folded for line in lines for folded in _folded(line)) + "\r\n").encode()


def _span(at: datetime) -> tuple[datetime, datetime]:
    """Half an hour from the moment on; what ends with its day lies before it, not on the next."""
    after = at + BEFORE_HAND
    return (at, after) if local(at).date() == local(after).date() else (at - BEFORE_HAND, at)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> list[str]:
    """At most 75 octets a line, the rest on lines that begin with a blank."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > 74:
            parts.append(part)
            part = " "
        part += letter
    return [*parts, part]
