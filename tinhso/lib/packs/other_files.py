"""What is no table in a pack: `pack.json`, the ground of the maps, and files that the program does not read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tinhso.lib.bilingual import Bilingual
from tinhso.lib.packs.cells import IDENT, shortened, too_long
from tinhso.lib.packs.columns import pack_files
from tinhso.lib.packs.reading import MOST_BYTES, PackFault
from tinhso.lib.packs.references import PackIndex

SETTINGS, PACK, GROUND = (
    ("name", "owner", "responsible", "address", "phone", "email", "province_code", "ident_code"),
    "pack.json",
    "ground.geojson",
)
LIMITS = {
    "name": 120,
    "owner": 200,
    "responsible": 200,
    "address": 300,
    "phone": 40,
    "email": 120,
    "province_code": 10,
    "ident_code": 10,
}
NEEDED = ("name", "owner", "province_code", "ident_code")
NOT_READ = Bilingual("chương trình không đọc mục này", "the program does not read this")


def settings_faults(folder: Path, index: PackIndex) -> Iterator[PackFault]:
    """Of `pack.json`, each with the line of what it is about."""
    text, faults = _json_text(folder / PACK)
    yield from faults
    if text is None:
        return
    names: list[str] = []

    def noticed(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names.extend(name for name, _value in pairs)
        return dict(pairs)

    try:
        found = json.loads(text, object_pairs_hook=noticed)
    except (ValueError, RecursionError) as error:
        yield _no_json(PACK, error)
        return
    if not isinstance(found, dict):
        yield PackFault(PACK, 1, "", Bilingual("cần một đối tượng JSON {…}", "must be one JSON object {…}"))
        return
    words = [(name, NOT_READ) for name in found if name not in SETTINGS]
    twice = Bilingual("có hai lần", "is there twice")
    words += [(name, twice) for name in found if name in SETTINGS and names.count(name) > 1]
    words += [(name, fault) for name in SETTINGS if (fault := _value_fault(name, found.get(name, "")))]
    words += _province_faults(found, index)
    for name, fault in words:
        yield PackFault(PACK, _line_of(name, text), shortened(name), fault)


def _json_text(path: Path) -> tuple[str | None, list[PackFault]]:
    if not path.is_file():
        return None, [PackFault(path.name, 0, "", Bilingual("thiếu tệp này", "is missing"))]
    if path.stat().st_size > MOST_BYTES:
        size = MOST_BYTES // 1_000_000
        words = Bilingual(f"lớn hơn {size} MB", f"is larger than {size} MB")
        return None, [PackFault(path.name, 0, "", words)]
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, [PackFault(path.name, line, "", Bilingual("không phải UTF-8", "is no UTF-8"))]


def _no_json(name: str, error: Exception) -> PackFault:
    line, at = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
    words = Bilingual(f"không phải JSON (ký tự {at} của dòng)", f"is no JSON (character {at} of the line)")
    return PackFault(name, line, "", words)


def _line_of(name: str, text: str) -> int:
    """Where that name stands last, which is the one that counts; 0 where it does not."""
    quoted = json.dumps(name, ensure_ascii=False)
    at = text.rfind(quoted)
    while at >= 0 and not text[at + len(quoted) :].lstrip().startswith(":"):
        at = text.rfind(quoted, 0, at)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def _value_fault(name: str, value: Any) -> Bilingual | None:
    if not isinstance(value, str):
        return Bilingual("cần một chuỗi", "must be a string")
    if name in NEEDED and not value.strip():
        return Bilingual("không được để trống", "must not be empty")
    return too_long(value, LIMITS[name]) or None


def _province_faults(found: dict[str, Any], index: PackIndex) -> Iterator[tuple[str, Bilingual]]:
    code, ident = found.get("province_code"), found.get("ident_code")
    if isinstance(code, str) and code and index.has("unit") and code not in index.provinces:
        shown = shortened(code)
        words = Bilingual(f"units.csv không có tỉnh {shown}", f"units.csv has no province {shown}")
        yield "province_code", words
    if isinstance(ident, str) and ident and not IDENT.fullmatch(ident):
        shown = shortened(ident)
        words = Bilingual(
            f"“{shown}” không phải mã định danh dạng H99", f"“{shown}” is no identifier as in H99"
        )
        yield "ident_code", words


def ground_faults(folder: Path) -> Iterator[PackFault]:
    """Of `ground.geojson`, which a pack may leave out: on a broken one no map could be drawn."""
    if not (folder / GROUND).is_file():
        return
    text, faults = _json_text(folder / GROUND)
    yield from faults
    if text is None:
        return
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield _no_json(GROUND, error)
        return
    features = found.get("features", []) if isinstance(found, dict) else None
    if not isinstance(features, list):
        words = Bilingual("cần một FeatureCollection của GeoJSON", "must be a FeatureCollection of GeoJSON")
        yield PackFault(GROUND, 1, "", words)
        return
    for number, one in enumerate(features, 1):
        if not _is_drawable(one):
            words = Bilingual(
                f"hình thứ {number} không vẽ được: cần geometry; điểm cần name và kind",
                f"feature {number} cannot be drawn: it needs a geometry, a point also name and kind",
            )
            yield PackFault(GROUND, 0, "", words)


def _is_drawable(feature: Any) -> bool:
    shape = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(shape, dict) or not isinstance(shape.get("coordinates"), list):
        return False
    names = feature.get("properties")
    if shape.get("type") != "Point":
        return isinstance(shape.get("type"), str)
    place = shape["coordinates"]
    return (
        len(place) == 2  # noqa: PLR2004 - longitude and latitude
        and all(isinstance(one, int | float) for one in place)
        and isinstance(names, dict)
        and all(isinstance(names.get(name), str) for name in ("name", "kind"))
    )


def unread_files(folder: Path) -> Iterator[PackFault]:
    """A table under a name that nobody reads would be left out in silence."""
    known = {one.name for one in pack_files()} | {PACK}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in {".csv", ".json"} and path.name not in known:
            words = Bilingual("chương trình không đọc tệp này", "the program does not read this file")
            yield PackFault(path.name, 0, "", words)
