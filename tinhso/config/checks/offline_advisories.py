"""Known holes of the installed libraries out of a file, for a server without Internet.

Two kinds of file: what OSV publishes for PyPI (`all.zip`, a JSON of one advisory, of a list, or one a line), and the report of pip-audit
as JSON. A clean answer counts only when the file shows that it knows a hole that everybody knows and is not old (OSV), or that it
speaks of every library in the version that is installed (pip-audit, which leaves libraries out without a word): else it is "could not
look", never "none".
"""

import json
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tinhso.config.advisories import VULNERABLE_PACKAGE, Hole, NotLooked

MOST_BYTES = 500 * 1024 * 1024
MOST_RECORD = 5 * 1024 * 1024
MOST_RECORDS = 200_000
OLD = timedelta(days=45)
Record = Mapping[str, Any]
BROKEN = (OSError, ValueError, TypeError, AttributeError, LookupError, EOFError, RecursionError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)  # fmt: skip
"""A file that is cut off, or whose parts have other shapes than they should."""


def holes_in(file: Path, libraries: Mapping[str, str], now: datetime) -> list[Hole]:
    """What the file knows of these versions, by library. NotLooked."""
    wanted: dict[str, str] = {canonicalize_name(name): version for name, version in libraries.items()}
    if not wanted:
        raise NotLooked("không có thư viện nào để tra")
    try:
        return _holes(file, wanted, now)
    except BROKEN as error:
        raise NotLooked(f"không đọc được tệp {file.name} ({type(error).__name__})") from error


def _holes(file: Path, wanted: Mapping[str, str], now: datetime) -> list[Hole]:
    """NotLooked, BROKEN."""
    if file.stat().st_size > MOST_BYTES:
        raise NotLooked(f"tệp {file.name} lớn hơn 500 MB")
    if zipfile.is_zipfile(file):
        return _of_osv(_zipped(file), wanted, now)
    found = _read(file.read_text(encoding="utf-8"))
    if isinstance(found, dict) and isinstance(found.get("dependencies"), list):
        # the report says nothing of its day: it is no younger than its file
        if now - datetime.fromtimestamp(file.stat().st_mtime, UTC) > OLD:
            raise NotLooked(f"tệp cũ hơn {OLD.days} ngày; chạy lại pip-audit")
        return _of_audit(found["dependencies"], wanted)
    return _of_osv(found if isinstance(found, list) else [found], wanted, now)


def _read(text: str) -> Any:
    """A JSON, or one a line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _zipped(file: Path) -> Iterator[Any]:
    """Each `.json` of it; sizes are those of what is really read, never of what the archive says of itself."""
    with zipfile.ZipFile(file) as archive:
        names = [one for one in archive.namelist() if one.endswith(".json")]
        if len(names) > MOST_RECORDS:
            raise NotLooked(f"tệp có hơn {MOST_RECORDS} cảnh báo")
        for name in names:
            with archive.open(name) as member:
                body = member.read(MOST_RECORD + 1)
            if len(body) > MOST_RECORD:
                raise NotLooked(f"cảnh báo {Path(name).name} lớn hơn 5 MB")
            yield json.loads(body)


def _of_osv(records: Iterable[Any], wanted: Mapping[str, str], now: datetime) -> list[Hole]:
    """NotLooked where the file does not know what everybody knows, or is old."""
    name, version = VULNERABLE_PACKAGE
    knows, newest, holes = False, "", list[Hole]()
    for record in records:
        if not isinstance(record, dict) or not isinstance(record.get("id"), str):
            raise NotLooked("tệp không theo dạng OSV")
        if record.get("withdrawn"):
            continue
        newest = max(newest, str(record.get("modified", "")))
        for affected in _affected(record):
            library = canonicalize_name(str(affected["package"].get("name", "")))
            knows |= library == name and _touches(affected, version)
            if library in wanted and _touches(affected, wanted[library]):
                holes.append(Hole(library, wanted[library], record["id"]))
    if not knows:
        raise NotLooked("tệp không biết cả lỗ hổng ai cũng biết, nên câu trả lời không tin được")
    moment = _moment(newest)
    if moment is None or abs(now - moment) > OLD:
        raise NotLooked(f"tệp cũ hơn {OLD.days} ngày, hoặc ghi ngày chưa tới; tải tệp mới")
    return sorted(set(holes), key=lambda one: (one.library, one.advisory))


def _affected(record: Record) -> Iterator[Record]:
    for one in record.get("affected") or []:
        package = one.get("package") if isinstance(one, dict) else None
        if isinstance(package, dict) and str(package.get("ecosystem", "")).lower() == "pypi":
            yield one


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _touches(affected: Record, version: str) -> bool:
    """Named, or in a range; a version or a bound that nobody understands counts as touched: better one warning too many."""
    if version in (affected.get("versions") or []):
        return True
    ranges = [one for one in affected.get("ranges") or [] if one.get("type") == "ECOSYSTEM"]
    try:
        return any(_in_range(one.get("events") or [], Version(version)) for one in ranges)
    except InvalidVersion:
        return bool(ranges)


def _in_range(events: Iterable[Record], version: Version) -> bool:
    """By the evaluation of the OSV schema: the last event that is not later decides. InvalidVersion."""
    inside = False
    marks = [(Version("0" if value == "0" else value), kind) for one in events for kind, value in one.items()]
    for at, kind in sorted(marks, key=lambda mark: mark[0]):
        if kind == "introduced" and version >= at:
            inside = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            inside = False
    return inside


def _of_audit(dependencies: Iterable[Any], wanted: Mapping[str, str]) -> list[Hole]:
    """NotLooked where the report leaves out one of the installed libraries, or speaks of another version."""
    audited: dict[str, str] = {}
    holes: list[Hole] = []
    for one in dependencies:
        if not isinstance(one, dict) or not isinstance(one.get("name"), str):
            raise NotLooked("tệp không theo dạng pip-audit")
        name, vulns = canonicalize_name(one["name"]), one.get("vulns")
        if "skip_reason" in one or not isinstance(vulns, list):
            continue
        audited[name] = str(one.get("version", ""))
        if wanted.get(name) == audited[name]:
            holes += [Hole(name, audited[name], str(vuln.get("id", "?"))) for vuln in vulns]
    missing = sorted(name for name, version in wanted.items() if audited.get(name) != version)
    if missing:
        some = ", ".join(missing[:5])
        raise NotLooked(f"tệp không tra {len(missing)} thư viện đang cài ({some}…), hoặc tra phiên bản khác")
    return holes
