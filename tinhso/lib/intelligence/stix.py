"""STIX 2.0 and 2.1: a bundle, an envelope of TAXII, or a list of objects. Only indicators are looked for; the newest version of each counts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tinhso.lib.intelligence.lists import check_number
from tinhso.lib.intelligence.patterns import atoms_of_pattern
from tinhso.lib.intelligence.record import IntelligenceList, ListedIndicator, RecordFault, Tlp
from tinhso.lib.intelligence.values import moment_of, percent_of
from tinhso.lib.scan_reports.texts import line

MARKINGS = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": Tlp.CLEAR,
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": Tlp.GREEN,
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": Tlp.AMBER,
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": Tlp.RED,
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": Tlp.CLEAR,
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": Tlp.GREEN,
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": Tlp.AMBER,
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": Tlp.AMBER_STRICT,
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": Tlp.RED,
}
"""The fixed identifiers of STIX 2.1 (TLP 1.0) and of its extension for TLP 2.0."""
ORDER = list(Tlp)
NEVER = datetime(1990, 1, 1, tzinfo=UTC)
Placed = tuple[str, dict[str, Any]]


def is_stix(value: Any) -> bool:
    if isinstance(value, list):
        return any(
            isinstance(one, dict) and str(one.get("id", "")).count("--") == 1 and "type" in one
            for one in value[:50]
        )
    if not isinstance(value, dict):
        return False
    named = value.get("type") == "bundle" or str(value.get("id", "")).startswith("bundle--")
    objects = value.get("objects")
    return named or (isinstance(objects, list) and (not objects or is_stix(objects)))


def read_stix(value: Any, found: IntelligenceList) -> None:
    """Adds what the objects say to `found`; the same indicator in several versions counts once, as the newest says.

    Raises: ReportRefused for more than a list may hold.
    """
    newest: dict[str, tuple[datetime, Placed]] = {}
    for place, one in _objects(value, found):
        if one.get("type") != "indicator":
            found.skipped += 1
            continue
        name = str(one.get("id") or place)[:200]
        at = moment_of(one.get("modified")) or moment_of(one.get("created")) or NEVER
        if name in newest and newest[name][0] >= at:
            found.skipped += 1
            continue
        found.skipped += name in newest
        newest[name] = (at, (place, one))
    for name, (_at, (place, one)) in newest.items():
        try:
            found.indicators += _indicators(name, one)
        except RecordFault as fault:
            found.reject(place, str(fault), line(one.get("pattern"), 200))
        check_number(found)


def _objects(value: Any, found: IntelligenceList) -> Iterator[Placed]:
    objects = value if isinstance(value, list) else value.get("objects", [])
    if not isinstance(objects, list):
        found.reject("objects", "không phải danh sách")
        return
    for number, one in enumerate(objects):
        if isinstance(one, dict) and isinstance(one.get("type"), str):
            yield f"objects[{number}]", one
        else:
            found.reject(f"objects[{number}]", "không phải đối tượng STIX")


def _indicators(name: str, one: dict[str, Any]) -> list[ListedIndicator]:
    kind = one.get("pattern_type", "stix")
    if kind != "stix":
        raise RecordFault(f"mẫu viết bằng {line(kind, 30) or 'ngôn ngữ khác'}: chưa đọc")
    if not isinstance(one.get("pattern"), str):
        raise RecordFault("chỉ dấu không có mẫu")
    atoms = atoms_of_pattern(one["pattern"])
    refs = one.get("object_marking_refs")
    tlps = (
        [MARKINGS[ref] for ref in refs if isinstance(ref, str) and ref in MARKINGS]
        if isinstance(refs, list)
        else []
    )
    title = line(one.get("name"), 200) or line(one.get("description"), 200)
    return [
        ListedIndicator(
            atom,
            external_id=line(name, 200),
            title=title,
            confidence=percent_of(one.get("confidence")),
            valid_from=moment_of(one.get("valid_from")),
            valid_until=moment_of(one.get("valid_until")),
            revoked=one.get("revoked") is True,
            tlp=max(tlps, key=ORDER.index, default=None),
        )
        for atom in atoms
    ]
