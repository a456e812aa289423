"""Logs of name servers as lines of text: BIND, dnsmasq and the debug log of Windows DNS."""

import re
from datetime import datetime

from tinhso.lib.network_logs.rows import LogLimits, LogRow, NotUnderstood, RowKind
from tinhso.lib.network_logs.values import MONTHS, address, believed, host_name, iso, syslog

_SYSLOG = r"(?P<month>[A-Z][a-z]{2}) {1,2}(?P<day>\d{1,2}) (?P<clock>\d{2}:\d{2}:\d{2}) "
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2}T[\d:.]{8,15}(?:Z|[+-]\d{2}:?\d{2})) "
_BIND_TIME = r"(?P<date>\d{1,2}-[A-Z][a-z]{2}-\d{4}) (?P<hour>\d{2}:\d{2}:\d{2})(?:\.\d{1,6})? "
BIND = re.compile(
    rf"(?:{_BIND_TIME}|{_ISO}|{_SYSLOG}).{{0,200}}?client (?:@0x[0-9a-f]+ )?(?P<client>[0-9a-fA-F.:%]{{2,60}})#\d{{1,5}}"
    r"(?: \([^)]{0,300}\))?: (?:view [^:]{1,100}: )?query: (?P<name>\S{1,1100}) (?P<class>\w{1,12}) (?P<type>\w{1,20})\b"
)
DNSMASQ = re.compile(
    rf"(?:{_ISO}|{_SYSLOG})(?:\S{{1,255}} )?dnsmasq(?:\[\d{{1,8}}\])?: (?:\d{{1,12}} \S{{1,60}} )?query\[(?P<type>[\w=]{{1,20}})\] (?P<name>\S{{1,1100}}) from (?P<client>[0-9a-fA-F.:%]{{2,60}})"
)
DNSMASQ_OTHER = re.compile(r"dnsmasq(?:-dhcp|-tftp|-script)?(?:\[\d{1,8}\])?: ")
WINDOWS = re.compile(
    r"(?P<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}) (?P<hour>\d{1,2}:\d{2}:\d{2})(?: (?P<half>AM|PM|SA|CH))? +[0-9A-F]{2,8} +PACKET +[0-9A-F]{4,16} (?P<protocol>UDP|TCP) "
    r"(?P<way>Rcv|Snd) (?P<client>[0-9a-fA-F.:%]{2,60}) +[0-9a-f]{4} (?P<answer>[R ]) (?P<code>[QNU?]) \[[0-9a-f]{4} +(?:[A-Z ]{1,8} )?(?P<rcode>\w{2,10})\] (?P<type>\w{1,20}) +(?P<name>\(\d{1,2}\)\S{0,1100})"
)
WINDOWS_OTHER = re.compile(
    r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} .{0,30}\b(?:EVENT|NOTE|PACKET|Note|DSPOLL|INIT|ZONE|LOOKUP|RECURSE|REMOTE)\b"
)


def bind_row(text: str, limits: LogLimits) -> LogRow | None:
    found = BIND.search(text)
    if not found:
        if "query:" in text:
            raise NotUnderstood("dòng query của BIND có dạng lạ")
        return None
    return LogRow(
        RowKind.DNS,
        _time(found, limits),
        address(found["client"]),
        name=host_name(found["name"]),
        type=found["type"].upper(),
    )


def _time(found: re.Match[str], limits: LogLimits) -> datetime:
    groups = found.groupdict()
    if groups.get("iso"):
        return iso(found["iso"], limits)
    if groups.get("date"):
        day, month, year = found["date"].split("-")
        number = MONTHS.get(month.lower())
        if number is None:
            raise NotUnderstood("không có thời điểm")
        return _clock(int(year), number, int(day), found["hour"], limits)
    return syslog(found["month"], found["day"], found["clock"], limits)


def _clock(year: int, month: int, day: int, clock: str, limits: LogLimits, *, later: int = 0) -> datetime:
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    try:
        return believed(
            datetime(year, month, day, hours + later, minutes, seconds, tzinfo=limits.zone), limits
        )
    except (ValueError, OverflowError) as error:
        if isinstance(error, NotUnderstood):
            raise
        raise NotUnderstood("không có thời điểm") from error


def dnsmasq_row(text: str, limits: LogLimits) -> LogRow | None:
    found = DNSMASQ.search(text)
    if found:
        return LogRow(
            RowKind.DNS,
            _time(found, limits),
            address(found["client"]),
            name=host_name(found["name"]),
            type=found["type"].upper(),
        )
    if DNSMASQ_OTHER.search(text) and " query[" not in text:
        return None
    raise NotUnderstood("dòng không có dạng của dnsmasq")


def windows_dns_row(text: str, limits: LogLimits) -> LogRow | None:
    """A question that came in, or an answer that went out; what the server asks others, and blocks of details, are skipped."""
    found = WINDOWS.search(text)
    if not found:
        if " PACKET " in text and (" Rcv " in text or " Snd " in text) and WINDOWS_OTHER.search(text):
            raise NotUnderstood("dòng PACKET của Windows DNS có dạng lạ")
        return None
    is_answer = found["answer"] == "R"
    if found["code"] != "Q" or is_answer == (found["way"] == "Rcv"):
        return None
    return LogRow(
        RowKind.DNS,
        _windows_time(found, limits),
        address(found["client"]),
        name=host_name(found["name"]),
        type=found["type"].upper(),
        rcode=found["rcode"].upper() if is_answer else "",
        is_answer=is_answer,
        protocol=found["protocol"].lower(),
    )


def _windows_time(found: re.Match[str], limits: LogLimits) -> datetime:
    """AM and PM are American (the month first), SA and CH Vietnamese, without either the day comes first where it can."""
    first, second, third = (int(part) for part in re.split(r"[/.-]", found["date"]))
    half, hour = found["half"], int(found["hour"].partition(":")[0])
    later = 12 if half in ("PM", "CH") and hour < 12 else -12 if half in ("AM", "SA") and hour == 12 else 0
    if first > 31:
        year, month, day = first, second, third
    elif half in ("AM", "PM") or second > 12:
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    return _clock(year, month, day, found["hour"], limits, later=later)
