"""Events as rows: of a Windows log (EVTX, or its JSON), or of JSON lines of anything, each value under the name that rules use.

for event in read_events(path, limits): ...     # Event, or an Unread with its reason
"""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tinhso.lib.scan_reports.json_stream import Unread, json_values
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.opening import open_report
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.tools.defender import MAGIC, evtx_records

DATA = Path(__file__).parent / "data"
MOST_FIELDS = 500
LONGEST_VALUE = 64_000
DEEPEST = 20
TIMES = ("@timestamp", "UtcTime", "SystemTime", "TimeCreated", "EventTime", "timestamp", "ts", "time", "date")
NAMES = ("Computer", "computer_name", "ComputerName", "Hostname", "HostName", "host.name", "host", "hostname")
DIGESTS = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "IMPHASH": "Imphash"}
Values = tuple[str | None, ...]


@dataclass
class Event:
    """One event. A field has one value, or several where the event holds a list; None is a value that is null."""

    fields: dict[str, Values]
    at: float | None = None
    machine: str = ""
    channel: str = ""
    provider: str = ""
    number: int | None = None
    """Its EventID."""
    cut: bool = False
    """A value or a field was left out because it passed the limits."""


def read_events(path: Path, limits: ReportLimits) -> Iterator[Event | Unread]:
    """Raises: ReportRefused."""
    source = open_report(path, limits)
    begins = source.head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if source.head.startswith(MAGIC):
        values: Iterator[Any] = evtx_records(source)
    elif begins in (b"{", b"["):
        values = json_values(source)
    else:
        raise ReportRefused("Chỉ đọc sự kiện Windows (.evtx) và sự kiện JSON, mỗi dòng một sự kiện.")
    for value in values:
        if isinstance(value, Unread):
            yield value
        elif isinstance(value, dict):
            yield event_of(value)
        else:
            yield Unread("không phải một sự kiện", str(value)[:200])


def event_of(record: dict[str, Any]) -> Event:
    """The event that one record tells of."""
    flat = _Flat()
    inner = record.get("Event")
    if isinstance(inner, dict) and isinstance(inner.get("System"), dict):
        _windows(inner, flat)
    else:
        winlog = record.get("winlog")
        flat.add("", {key: one for key, one in record.items() if key != "winlog"}, 0)
        if isinstance(winlog, dict):
            _winlog(winlog, flat)
    return _finished(flat)


class _Flat:
    def __init__(self) -> None:
        self.fields: dict[str, Values] = {}
        self.cut = False

    def put(self, called: str, values: Values) -> None:
        name = called.encode(errors="replace").decode()
        if name in self.fields:
            return
        if len(self.fields) >= MOST_FIELDS:
            self.cut = True
            return
        self.fields[name] = values

    def add(self, name: str, value: Any, depth: int) -> None:
        """Objects inside objects are fields `outer.inner`."""
        if isinstance(value, dict) and depth < DEEPEST:
            for key, one in list(value.items())[: MOST_FIELDS + 1]:
                self.add(f"{name}.{key}" if name else str(key), one, depth + 1)
        elif isinstance(value, list):
            scalars = tuple(self.text(one) for one in value[:MOST_FIELDS] if not isinstance(one, dict | list))
            if scalars:
                self.put(name, scalars)
            for one in value[:50]:
                if isinstance(one, dict) and depth < DEEPEST:
                    self.add(name, one, depth + 1)
        elif isinstance(value, dict):
            self.cut = True
        else:
            self.put(name, (self.text(value),))

    def text(self, value: Any) -> str | None:
        if value is None or isinstance(value, bool):
            return None if value is None else str(value).lower()
        text = str(value).encode(errors="replace").decode()  # half of a pair of UTF-16 is no letter
        if len(text) > LONGEST_VALUE:
            self.cut = True
        return text[:LONGEST_VALUE]

    def first(self, *names: str) -> str:
        for name in names:
            for value in self.fields.get(name, ()):
                if value:
                    return value
        return ""


def _windows(event: dict[str, Any], flat: _Flat) -> None:
    for part in ("EventData", "UserData"):
        found = event.get(part)
        if isinstance(found, dict):
            _data(found, flat, 0)
    system = event["System"]
    provider = _attributes(system.get("Provider"))
    flat.put("Provider_Name", (flat.text(provider.get("Name") or provider.get("EventSourceName")),))
    flat.put("SourceName", (flat.text(provider.get("EventSourceName") or provider.get("Name")),))
    number = system.get("EventID")
    flat.put("EventID", (flat.text(number.get("#text") if isinstance(number, dict) else number),))
    created = _attributes(system.get("TimeCreated")).get("SystemTime")
    flat.put("SystemTime", (flat.text(created),))
    flat.put("UserID", (flat.text(_attributes(system.get("Security")).get("UserID")),))
    for name in ("Channel", "Computer", "Level", "Task", "Opcode", "Keywords", "EventRecordID"):
        if name in system:
            flat.put(name, (flat.text(system[name]),))


def _data(found: dict[str, Any], flat: _Flat, depth: int) -> None:
    for key, element in list(found.items())[: MOST_FIELDS + 1]:
        if key == "#attributes":
            continue
        value = element["#text"] if isinstance(element, dict) and "#text" in element else element
        if isinstance(value, dict) and depth < DEEPEST:
            _data(value, flat, depth + 1)
        elif isinstance(value, list):
            flat.put(str(key), tuple(flat.text("" if one is None else one) for one in value[:MOST_FIELDS]))
        else:  # an element without text is an empty text
            flat.put(str(key), (flat.text("" if value is None else value),))
        if (
            " " in str(key) and str(key) in flat.fields
        ):  # Microsoft Defender; rules write the name in one word
            flat.put(str(key).replace(" ", ""), flat.fields[str(key)])


def _winlog(winlog: dict[str, Any], flat: _Flat) -> None:
    for part in ("event_data", "user_data"):
        found = winlog.get(part)
        if isinstance(found, dict):
            flat.add("", found, 1)
    for theirs, ours in (
        ("channel", "Channel"), ("event_id", "EventID"), ("provider_name", "Provider_Name"), ("computer_name", "Computer"),
    ):  # fmt: skip
        if theirs in winlog:
            flat.put(ours, (flat.text(winlog[theirs]),))


def _attributes(value: Any) -> dict[str, Any]:
    found = value.get("#attributes") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


@cache
def field_names() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """By channel and EventID: what rules call a field otherwise than the event does."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    with (DATA / "windows_fields.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            key = (row["channel"].lower(), row["event_id"])
            found[key] = (*found.get(key, ()), (row["event_field"], row["rule_field"]))
    return found


def _finished(flat: _Flat) -> Event:
    fields = flat.fields
    channel, number = flat.first("Channel"), flat.first("EventID", "EventId", "event_id")
    names = field_names().get((channel.lower(), number), ())
    for ours, value in [(ours, fields[theirs]) for theirs, ours in names if theirs in fields]:
        fields[ours] = value
    for part in flat.first("Hashes").split(","):
        kind, equals, digest = part.partition("=")
        if equals and kind in DIGESTS:
            flat.put(DIGESTS[kind], (digest,))
    return Event(
        fields,
        at=next((at for name in TIMES if (at := moment(flat.first(name))) is not None), None),
        machine=flat.first(*NAMES)[:255],
        channel=channel,
        provider=flat.first("Provider_Name", "SourceName", "ProviderName"),
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None,
        cut=flat.cut,
    )


def moment(text: str) -> float | None:
    """Seconds since 1970 of ISO 8601 (UTC where it says no zone) or of a number of seconds or milliseconds."""
    if not text or len(text) > 40:
        return None
    try:
        if text[0].isdigit() and text.replace(".", "", 1).isdigit():
            number = float(text)
            number = number / 1000 if number > 1e11 else number
            return number if 6e8 < number < 1e11 else None
        found = dt.datetime.fromisoformat(text.strip().replace(" UTC", "+00:00"))
    except (ValueError, OverflowError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return aware.timestamp() if aware.year > 1971 else None
