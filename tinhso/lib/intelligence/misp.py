"""MISP: an event, several, a file of a feed, or the export of attributes as CSV. What is not marked for detection is context and is skipped."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from tinhso.lib.intelligence.lists import check_number
from tinhso.lib.intelligence.record import Atom, IntelligenceList, ListedIndicator, RecordFault, Tlp
from tinhso.lib.intelligence.stix import ORDER
from tinhso.lib.intelligence.values import (
    address_atom,
    digest_atom,
    email_atom,
    host_atom,
    moment_of,
    refanged,
    url_atom,
)
from tinhso.lib.scan_reports.csv_stream import Row
from tinhso.lib.scan_reports.texts import line

TLPS = {
    "tlp:white": Tlp.CLEAR,
    "tlp:clear": Tlp.CLEAR,
    "tlp:green": Tlp.GREEN,
    "tlp:amber": Tlp.AMBER,
    "tlp:amber+strict": Tlp.AMBER_STRICT,
    "tlp:red": Tlp.RED,
}
_NUMBER = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
CSV_HEADINGS = {"type", "value", "to_ids"}


def _host(text: str) -> Atom:
    return host_atom(refanged(text))


def _address(text: str) -> Atom:
    return address_atom(refanged(text))


Reader = Callable[[str], Atom]
READERS: dict[str, tuple[Reader | None, ...]] = {
    "domain": (_host,),
    "hostname": (_host,),
    "domain|ip": (_host, _address),
    "hostname|port": (_host, None),
    "ip-dst": (_address,),
    "ip-src": (_address,),
    "ip-dst|port": (_address, None),
    "ip-src|port": (_address, None),
    "url": (url_atom,),
    "uri": (url_atom,),
    "link": (url_atom,),
    "email": (email_atom,),
    "email-src": (email_atom,),
    "email-dst": (email_atom,),
}
for _digest in ("md5", "sha1", "sha256", "sha512"):
    READERS |= {_digest: (digest_atom,), f"filename|{_digest}": (None, digest_atom)}
"""By type of attribute: what each of its parts, split at "|", is read as; None is read past."""
Attribute = dict[str, Any]


def is_misp(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(one, dict) and "Event" in one for one in value[:5])
    return isinstance(value, dict) and (
        "Event" in value
        or isinstance(value.get("response"), dict | list)
        or isinstance(value.get("Attribute"), list)
    )


def manifest_of(value: Any) -> dict[str, datetime] | None:
    """The events of a feed by their number, with the moment of each; None where it is no `manifest.json`."""
    if not isinstance(value, dict) or not value or not all(_NUMBER.fullmatch(str(one)) for one in value):
        return None
    found = {
        one: moment_of(about.get("timestamp")) for one, about in value.items() if isinstance(about, dict)
    }
    return {one: at for one, at in found.items() if at}


def read_misp(value: Any, found: IntelligenceList) -> None:
    """Adds what the events say to `found`. Raises: ReportRefused for more than a list may hold."""
    for path, event in _events(value, ""):
        tlp, title = _tlp_of(event), line(event.get("info"), 200)
        for place, one in _attributes(event, path, found):
            _add(place, one, found, title=title, tlp=tlp)
            check_number(found)


def read_misp_rows(rows: Iterator[tuple[int, Row]], found: IntelligenceList) -> None:
    for number, row in rows:
        one: Attribute = {name: row.get(name) for name in ("type", "value", "comment", "uuid")}
        one["to_ids"] = row.get("to ids", "to_ids").lower() in ("1", "true")
        _add(f"dòng {number}", one, found, title="", tlp=None)
        check_number(found)


def _events(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, Attribute]]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _events(one, f"{path}[{number}]", depth + 1)
    elif isinstance(value, dict) and depth < 5:
        inner = value.get("Event", value.get("response"))
        if inner is not None:
            yield from _events(inner, f"{path}.Event" if "Event" in value else f"{path}response", depth + 1)
        else:
            yield path.strip(".") or "Event", value


def _attributes(event: Attribute, path: str, found: IntelligenceList) -> Iterator[tuple[str, Attribute]]:
    objects = event.get("Object")
    groups = [(path, event.get("Attribute"))]
    if isinstance(objects, list):
        groups += [
            (f"{path}.Object[{at}]", one.get("Attribute"))
            for at, one in enumerate(objects)
            if isinstance(one, dict)
        ]
    for place, rows in groups:
        for number, one in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(one, dict):
                yield f"{place}.Attribute[{number}]", one
            else:
                found.reject(f"{place}.Attribute[{number}]", "không phải thuộc tính MISP")


def _tlp_of(one: Attribute) -> Tlp | None:
    tags = one.get("Tag")
    names = (
        [str(tag.get("name", "")).lower() for tag in tags if isinstance(tag, dict)]
        if isinstance(tags, list)
        else []
    )
    return max((TLPS[name] for name in names if name in TLPS), key=ORDER.index, default=None)


def _add(place: str, one: Attribute, found: IntelligenceList, *, title: str, tlp: Tlp | None) -> None:
    if one.get("to_ids") not in (True, 1, "1", "true"):
        found.skipped += 1
        return
    kind, value = str(one.get("type", ""))[:60].lower(), one.get("value")
    readers = READERS.get(kind)
    try:
        if readers is None:
            raise RecordFault(f"loại thuộc tính {line(kind, 40) or 'trống'}: chưa đọc")
        if not isinstance(value, str):
            raise RecordFault("thuộc tính không có giá trị")
        parts = value.strip().split("|", 1) if len(readers) == 2 else [value.strip()]
        if len(parts) != len(readers):
            raise RecordFault("thuộc tính thiếu một phần của giá trị")
        atoms = [reader(part) for reader, part in zip(readers, parts, strict=True) if reader]
    except RecordFault as fault:
        found.reject(place, str(fault), line(value, 200))
        return
    every = [level for level in (tlp, _tlp_of(one)) if level]
    found.indicators += [
        ListedIndicator(
            atom,
            external_id=line(one.get("uuid"), 200),
            title=title or line(one.get("comment"), 200),
            valid_from=moment_of(one.get("first_seen")),
            revoked=one.get("deleted") in (True, 1, "1"),
            tlp=max(every, key=ORDER.index, default=None),
        )
        for atom in atoms
    ]
