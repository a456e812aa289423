"""Reads what a former system gives: a workbook of three sheets, or messages of QCVN 120, one by one or a folder of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from tinhso.lib.files.spreadsheets import MEGABYTE, FileRefused, Line, Sheet, lines_of, read_sheets
from tinhso.onestop.takeover.columns import (
    COLUMNS,
    DOSSIERS,
    HISTORY,
    HISTORY_COLUMNS,
    NEEDED,
    PAUSE_COLUMNS,
    PAUSES,
)

MOST_ROWS = 100_000
MOST_BYTES = 64 * MEGABYTE
SHEET_COLUMNS = {
    "code": "MaHoSo",
    "other": "MaHoSoQuocGia",
    "procedure": "MaTTHC",
    "agency": "DonViXuLy",
    "applicant": "ChuHoSo",
    "id_number": "MaDoiTuong",
    "phone": "SoDienThoai",
    "email": "Email",
    "received": "NgayTiepNhan",
    "due": "NgayHenTra",
    "state": "TrangThaiHoSo",
    "settled": "NgayKetThucXuLy",
    "finished": "NgayTra",
    "subject": "TrichYeuHoSo",
    "note": "GhiChu",
}
"""Our column → element of DongBoHoSoMC."""
WORDS = {"LoaiDoiTuong": {"1": "cá nhân", "2": "tổ chức"}, "HinhThuc": {"0": "trực tiếp", "1": "trực tuyến"}}


@dataclass
class OldDossier:
    """What the former system tells of one dossier, cell by cell; `where` names file, sheet and line."""

    where: str
    cells: dict[str, str]
    pauses: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    history: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.cells.get("code", "")

    def digest(self) -> str:
        """The same words, the same digest: so a second import knows what has changed since the first."""
        digested = [self.cells, [cells for _, cells in self.pauses], [cells for _, cells in self.history]]
        return sha256(json.dumps(digested, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass
class Batch:
    """All dossiers of the files, and the lines of pauses and history that name none of them."""

    dossiers: list[OldDossier] = field(default_factory=list)
    strays: list[tuple[str, str]] = field(default_factory=list)  # where, code


def read_batch(path: Path) -> Batch:
    """The dossiers of a file (XLSX or JSON) or of a folder of such files. FileRefused, OSError."""
    files = [path]
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if p.suffix.lower() in {".xlsx", ".json"})
    if not files:
        raise FileRefused(f"Thư mục {path} không có tệp .xlsx hay .json nào.")
    found, extras = [], []
    for one in files:
        dossiers, more = read_one(one)
        found += dossiers
        extras += more
    return joined(found, extras)


Extra = tuple[str, str, str, dict[str, str]]  # where, "pauses" or "history", code, cells


def joined(found: list[OldDossier], extras: Iterable[Extra]) -> Batch:
    """Pauses and history put to their dossiers, whichever file they came in."""
    batch = Batch(found)
    by_code = {one.code.upper(): one for one in reversed(found)}
    for where, what, code, cells in extras:
        if one := by_code.get(code.upper()):
            getattr(one, what).append((where, cells))
        else:
            batch.strays.append((where, code))
    return batch


def read_one(path: Path) -> tuple[list[OldDossier], list[Extra]]:
    """What one file holds; its kind is judged by content."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"Tệp {path.name} lớn hơn {MOST_BYTES // MEGABYTE} MB.")
    content = path.read_bytes()
    if content.lstrip()[:1] in {b"{", b"["}:
        return read_messages(content, path.name)
    return read_workbook(read_sheets(content, most_bytes=MOST_BYTES), path.name)


def read_workbook(sheets: dict[str, Sheet], file: str) -> tuple[list[OldDossier], list[Extra]]:
    main = sheets.get(DOSSIERS)
    if main is None:
        raise FileRefused(f"Tệp {file} không có trang “{DOSSIERS}”; xem tệp mẫu (--template).")
    rows = lines_of(main, COLUMNS, needed=NEEDED, most_rows=MOST_ROWS, name=DOSSIERS)
    found = [OldDossier(f"{file}, {DOSSIERS}, dòng {row.number}", row.cells) for row in rows]
    return found, [
        *extra_lines(sheets.get(PAUSES), PAUSE_COLUMNS, "pauses", file, PAUSES),
        *extra_lines(sheets.get(HISTORY), HISTORY_COLUMNS, "history", file, HISTORY),
    ]


def extra_lines(sheet: Sheet | None, columns: dict[str, str], what: str, file: str, name: str) -> list[Extra]:
    if not sheet:
        return []
    rows: list[Line] = lines_of(sheet, columns, needed=("code",), most_rows=10 * MOST_ROWS, name=name)
    return [
        (
            f"{file}, {name}, dòng {row.number}",
            what,
            row["code"],
            {k: v for k, v in row.cells.items() if k != "code"},
        )
        for row in rows
    ]


def read_messages(content: bytes, file: str) -> tuple[list[OldDossier], list[Extra]]:
    """DongBoHoSoMC and CapNhatTienDoHoSoMC, told apart by what each entry holds."""
    try:
        payload = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefused(f"Tệp {file} không phải JSON mã UTF-8.") from error
    rows = payload.get("data") if isinstance(payload, dict) else payload
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileRefused(f"Tệp {file} không có danh sách “data” của QCVN 120.")
    found, extras = [], []
    for number, row in enumerate(rows, 1):
        where = f"{file}, mục {number}"
        if "ThoiDiemXuLy" in row and "NgayTiepNhan" not in row:
            extras.append((where, "history", text(row, "MaHoSo"), progress_cells(row)))
            continue
        found.append(OldDossier(where, dossier_cells(row)))
        extras += [
            (f"{where}, hồ sơ bổ sung {n}", "pauses", text(row, "MaHoSo"), supplement_cells(extra))
            for n, extra in enumerate(row.get("DanhSachHoSoBoSung") or [], 1)
            if isinstance(extra, dict)
        ]
    return found, extras


def text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value).replace("\x00", "").strip()


def dossier_cells(row: dict[str, Any]) -> dict[str, str]:
    cells = {key: text(row, name) for key, name in SHEET_COLUMNS.items()}
    cells["kind"] = WORDS["LoaiDoiTuong"].get(text(row, "LoaiDoiTuong"), text(row, "LoaiDoiTuong"))
    cells["source"] = WORDS["HinhThuc"].get(text(row, "HinhThuc"), text(row, "HinhThuc"))
    extras = [extra for extra in row.get("DanhSachHoSoBoSung") or [] if isinstance(extra, dict)]
    cells["first_due"] = next((d for extra in extras if (d := text(extra, "NgayHenTraTruoc"))), "")
    return cells


def supplement_cells(extra: dict[str, Any]) -> dict[str, str]:
    return {
        "reason": "BO_SUNG",
        "started": text(extra, "NgayBoSung"),
        "ended": text(extra, "NgayTiepNhanBoSung"),
        "text": text(extra, "NoiDungBoSung"),
    }


def progress_cells(row: dict[str, Any]) -> dict[str, str]:
    """What the national portal shows of a step, so the applicant may read it; the officer's name is not theirs to see."""
    return {
        "at": text(row, "ThoiDiemXuLy"),
        "text": text(row, "NoiDungXuLy"),
        "who": text(row, "NguoiXuLy"),
        "shown": "có",
    }
