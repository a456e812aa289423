"""What kind of table a file holds, by its content, and the one table out of a compressed file."""

import gzip
import json
import shutil
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path
from typing import IO

from tinhso.lib.files.zip_guard import ZipLimits, ZipRefused, check_zip
from tinhso.lib.tables.plan import NoTable

MOST_UNPACKED = 20 * 1024**3  # bytes
MOST_OFFICE = 2 * 1024**3  # bytes of a spreadsheet, unpacked
MOST_TIMES = 200  # unpacked over packed, asked above a hundred megabytes
RATIO_FROM = 100 * 1024**2
TABLES = (
    ".csv",
    ".tsv",
    ".txt",
    ".tab",
    ".json",
    ".ndjson",
    ".jsonl",
    ".geojson",
    ".parquet",
    ".xlsx",
    ".xls",
    ".ods",
)
BLOCK = 1 << 20


class TableKind(StrEnum):
    DELIMITED = "csv"
    SPREADSHEET = "xlsx"
    JSON = "json"
    GEOJSON = "geojson"
    PARQUET = "parquet"


class NotATable(NoTable):
    """The file is of a kind that holds no table, or unpacks to too much; a Vietnamese sentence."""


def kind_of(path: Path) -> TableKind | None:
    """The kind by content; None for a compressed file that must be unpacked first. Raises NotATable."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((b"\x1f\x8b", b"PK\x03\x04")):
        return TableKind.SPREADSHEET if _is_office(path) else None
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return TableKind.SPREADSHEET
    if head.startswith(b"PAR1"):
        return TableKind.PARQUET
    if (
        head.startswith(
            (b"%PDF", b"\x7fELF", b"MZ", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format 3", b"DUCK")
        )
        or head[8:12] == b"DUCK"
    ):
        raise NotATable("Tệp này không phải là bảng dữ liệu (CSV, XLSX, ODS, JSON, GeoJSON, Parquet).")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"{", b"[")):
        return _kind_of_json(text)
    if text[:200].lower().lstrip().startswith((b"<!doctype", b"<html")):
        raise NotATable("Địa chỉ trả về một trang web, không phải tệp dữ liệu.")
    return TableKind.DELIMITED


REFUSALS = {
    "zip_bomb": "Bảng tính giải nén ra quá lớn so với kích thước của nó; đã dừng để bảo vệ hệ thống.",
    "macros": "Bảng tính có macro; hãy lưu lại thành XLSX thường.",
    "program": "Bảng tính có chương trình bên trong nên không nhận.",
    "encrypted_zip": "Bảng tính bị khoá bằng mật khẩu.",
    "broken": "Bảng tính bị hỏng hoặc không đọc được.",
}


def check_office(path: Path) -> None:
    """NotATable for a spreadsheet that unpacks to too much, or carries what no table needs."""
    if not zipfile.is_zipfile(path):
        return
    limits = ZipLimits(entries=5000, unpacked=MOST_OFFICE, ratio=MOST_TIMES, ratio_from=RATIO_FROM)
    try:
        with path.open("rb") as stream:
            check_zip(stream, limits)
    except ZipRefused as refused:
        raise NotATable(REFUSALS[refused.reason]) from refused


def _is_office(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    return (
        "xl/workbook.xml" in names
        or "xl/workbook.bin" in names
        or ("content.xml" in names and "mimetype" in names)
    )


def _kind_of_json(text: bytes) -> TableKind:
    """A line such as `[Ghi chú] …` of a plain text is no JSON."""
    compact = text[:400].replace(b" ", b"").replace(b"\n", b"").replace(b"\r", b"").replace(b"\t", b"")
    if b'"type":"FeatureCollection"' in compact:
        return TableKind.GEOJSON
    if compact.startswith((b'{"', b'[{"', b"[]", b"{}", b"[[")):
        return TableKind.JSON
    return TableKind.DELIMITED


def unpack(path: Path, folder: Path) -> Path:
    """The one table in a .gz or .zip, written into `folder`. Raises NotATable."""
    target = folder / "unpacked"
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_only_table(archive)) as packed:
                _copy(packed, target, path.stat().st_size)
        else:
            with gzip.open(path) as packed:
                _copy(packed, target, path.stat().st_size)
    except (
        zipfile.BadZipFile,
        gzip.BadGzipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise NotATable("Tệp nén bị hỏng, bị khoá bằng mật khẩu hoặc không giải nén được.") from error
    return target


def _only_table(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = [
        entry
        for entry in archive.infolist()
        if not entry.is_dir() and entry.filename.lower().endswith(TABLES) and "__MACOSX" not in entry.filename
    ]
    if len(found) != 1:
        names = ", ".join(Path(entry.filename).name for entry in found[:5]) or "không có tệp nào"
        raise NotATable(f"Tệp nén phải chứa đúng một bảng dữ liệu; trong tệp này: {names}.")
    return found[0]


def _copy(packed: IO[bytes] | gzip.GzipFile, target: Path, size: int) -> None:
    """Copy until the end or until it unpacks to more than anything honest does."""
    written = 0
    with target.open("wb") as stream:
        while block := packed.read(BLOCK):
            written += len(block)
            if written > MOST_UNPACKED or (written > RATIO_FROM and written > size * MOST_TIMES):
                shutil.rmtree(target, ignore_errors=True)
                raise NotATable(
                    "Tệp nén giải ra quá lớn so với kích thước của nó; đã dừng để bảo vệ hệ thống."
                )
            stream.write(block)


def loaded(path: Path, most: int) -> object:
    """The content of a JSON file of at most `most` bytes. Raises NotATable."""
    if path.stat().st_size > most:
        raise NotATable(
            f"Tệp JSON lớn hơn {most // 1024**2} MB; hãy gửi NDJSON (mỗi dòng một đối tượng) hoặc Parquet."
        )
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotATable("Tệp JSON không đúng cú pháp.") from error
