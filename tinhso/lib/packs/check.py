"""Whether a folder is a whole pack that can be loaded: every fault with its file, line and column, all at once."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tinhso.lib.packs.cells import IDENT, shortened
from tinhso.lib.packs.columns import PackFile, day_of, pack_files
from tinhso.lib.packs.references import PackIndex, reference_faults, rule_faults

MOST_BYTES, MOST_LINES = 50_000_000, 200_000
"""Of one file."""
SETTINGS, PACK = (
    ("name", "owner", "responsible", "address", "phone", "email", "province_code", "ident_code"),
    "pack.json",
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


@dataclass(frozen=True, order=True)
class PackFault:
    """`line` counts the lines of the file from one; 0 where the whole file is meant. `column` is empty where the whole line is."""

    file: str
    line: int
    column: str
    words: str

    def __str__(self) -> str:
        place = f"{self.file}, dòng {self.line}" if self.line else self.file
        return f"{place}, cột {self.column}: {self.words}" if self.column else f"{place}: {self.words}"


@dataclass(frozen=True)
class PackLine:
    number: int
    cells: dict[str, str]


def check_pack(folder: Path, *, rules: frozenset[str] = frozenset()) -> list[PackFault]:
    """Everything that is wrong, in the order of files and lines; empty for a pack that can be loaded. Nothing is written.

    `rules` are the keys of the rules of law that the program reads; one that is missing is a fault, one that it does not read too.
    """
    if not folder.is_dir():
        return [PackFault(str(folder), 0, "", "không có thư mục này")]
    faults: list[PackFault] = []
    lines: dict[str, list[PackLine]] = {}
    for file in pack_files():
        lines[file.name] = []
        if (folder / file.name).is_file():
            lines[file.name] = _lines(folder / file.name, file, faults)
        elif file.required:
            faults.append(PackFault(file.name, 0, "", "thiếu tệp này"))
    for file in pack_files():
        faults += _span_faults(file, lines[file.name])
    index = PackIndex.of({name: [line.cells for line in found] for name, found in lines.items()})
    for file in pack_files():
        for line in lines[file.name]:
            faults += [
                PackFault(file.name, line.number, *one) for one in reference_faults(file, line.cells, index)
            ]
    for line in lines["rules.csv"]:
        faults += [
            PackFault("rules.csv", line.number, "value", one) for one in rule_faults(line.cells, index, rules)
        ]
    if (folder / "rules.csv").is_file():
        faults += _missing_rules({line.cells["key"] for line in lines["rules.csv"]}, rules)
    faults += _settings_faults(folder / PACK, index)
    return sorted(set(faults))


def _lines(path: Path, file: PackFile, faults: list[PackFault]) -> list[PackLine]:
    """The lines that have the right cells; what is wrong with the others is added to `faults`."""
    if path.stat().st_size > MOST_BYTES:
        faults.append(PackFault(file.name, 0, "", f"lớn hơn {MOST_BYTES // 1_000_000} MB"))
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        faults.append(PackFault(file.name, line, "", "không phải UTF-8"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(_read(reader, file, faults))
    except csv.Error as error:
        faults.append(PackFault(file.name, reader.line_num, "", f"không đọc được CSV ({error})"))
        return []


def _read(reader: Any, file: PackFile, faults: list[PackFault]) -> Iterator[PackLine]:
    """`reader` is one of `csv`, which has no type of its own."""
    heading: list[str] = next(reader, [])
    names = [one.name for one in file.columns]
    missing, other = [n for n in names if n not in heading], [h for h in heading if h not in names]
    if missing or len(set(heading)) < len(heading):
        words = f"thiếu cột {', '.join(missing)}" if missing else "có hai cột trùng tên"
        faults.append(PackFault(file.name, 1, "", words))
        return
    faults += [PackFault(file.name, 1, shortened(name), "chương trình không đọc cột này") for name in other]
    begins = reader.line_num + 1
    for count, row in enumerate(reader):
        number, begins = begins, reader.line_num + 1
        if count >= MOST_LINES:
            faults.append(PackFault(file.name, number, "", f"nhiều hơn {MOST_LINES} dòng"))
            return
        if len(row) != len(heading):
            faults.append(PackFault(file.name, number, "", f"có {len(row)} ô, cần {len(heading)}"))
            continue
        cells = dict(zip(heading, row, strict=True))
        found = [(one.name, one.fault(cells[one.name])) for one in file.columns]
        faults += [PackFault(file.name, number, name, words) for name, words in found if words]
        yield PackLine(number, cells)


def _span_faults(file: PackFile, lines: list[PackLine]) -> Iterator[PackFault]:
    """A key twice, an end that is not after its beginning, two lines of the same thing on the same day."""
    first: dict[tuple[str, ...], int] = {}
    spans: dict[tuple[str, ...], list[tuple[date, date, int]]] = defaultdict(list)
    for line in lines:
        key = tuple(line.cells[name] for name in file.key)
        if key in first:
            yield PackFault(file.name, line.number, file.key[0], f"trùng với dòng {first[key]}")
            continue
        first[key] = line.number
        begin = day_of(line.cells[file.span[0]]) if file.span else None
        if file.span is None or begin is None:
            continue
        end = day_of(line.cells[file.span[1]]) or date.max
        if end <= begin:
            yield PackFault(file.name, line.number, file.span[1], "phải sau ngày bắt đầu")
            continue
        spans[tuple(line.cells[name] for name in file.key if name != file.span[0])].append(
            (begin, end, line.number)
        )
    for same in spans.values():
        same.sort()
        for (_begin, end, number), (begin, _end, later) in zip(same, same[1:], strict=False):
            if begin < end:
                span = file.span or ("", "")
                yield PackFault(file.name, later, span[0], f"hiệu lực chồng lên dòng {number}")


def _missing_rules(there: set[str], rules: frozenset[str]) -> list[PackFault]:
    return [
        PackFault("rules.csv", 0, "", f"thiếu quy tắc {key}, chương trình cần")
        for key in sorted(rules - there)
    ]


def _settings_faults(path: Path, index: PackIndex) -> list[PackFault]:
    if not path.is_file():
        return [PackFault(PACK, 0, "", "thiếu tệp này")]
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        return [PackFault(PACK, line, "", "không phải JSON viết bằng UTF-8")]
    if not isinstance(found, dict):
        return [PackFault(PACK, 0, "", "cần một đối tượng JSON {…}")]
    faults = [
        PackFault(PACK, 0, shortened(str(one)), "chương trình không đọc mục này")
        for one in found
        if one not in SETTINGS
    ]
    for name in SETTINGS:
        value = found.get(name, "")
        if not isinstance(value, str):
            faults.append(PackFault(PACK, 0, name, "cần một chuỗi"))
        elif name in NEEDED and not value.strip():
            faults.append(PackFault(PACK, 0, name, "không được để trống"))
        elif len(value) > LIMITS[name]:
            faults.append(PackFault(PACK, 0, name, f"dài {len(value)} ký tự, nhiều nhất {LIMITS[name]}"))
    code, ident = found.get("province_code"), found.get("ident_code")
    if isinstance(code, str) and code and code not in index.provinces:
        faults.append(PackFault(PACK, 0, "province_code", f"units.csv không có tỉnh {shortened(code)}"))
    if isinstance(ident, str) and ident and not IDENT.fullmatch(ident):
        faults.append(
            PackFault(PACK, 0, "ident_code", f"“{shortened(ident)}” không phải mã định danh dạng H99")
        )
    return faults
