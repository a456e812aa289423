"""Whether a folder is a whole pack that can be loaded: every fault with its file, line and column, all at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from tinhso.lib.bilingual import Bilingual
from tinhso.lib.packs.cells import shortened
from tinhso.lib.packs.columns import day_of, pack_files
from tinhso.lib.packs.other_files import ground_faults, settings_faults, unread_files
from tinhso.lib.packs.reading import PackFault, PackLine, Table, read_tables
from tinhso.lib.packs.references import PackIndex, base_of, reference_faults, rule_faults, unreached

__all__ = ["PackFault", "check_pack"]


def check_pack(folder: Path, *, rules: Mapping[str, str] | None = None) -> list[PackFault]:
    """Everything that is wrong, in the order of files and lines; empty for a pack that can be loaded. Nothing is written.

    `rules` are the rules of law that the program reads with the kind of their values (`rule_kinds`); one that is missing,
    of another kind or not read is a fault. What refers to a file that could not be read whole is not judged: its own
    fault would drown.
    """
    if not folder.is_dir():
        return [PackFault(str(folder), 0, "", Bilingual("không có thư mục này", "there is no such folder"))]
    tables = {one.file.name: one for one in read_tables(folder, pack_files())}
    faults = [fault for one in tables.values() for fault in (*one.faults, *_span_faults(one))]
    lines = {name: [line.cells for line in one.lines] for name, one in tables.items()}
    index = PackIndex.of(lines, {name for name, one in tables.items() if not one.whole})
    for name, table in tables.items():
        for line in table.lines:
            found = reference_faults(table.file, line.cells, index)
            faults += [PackFault(name, line.number, column, words) for column, words in found]
    faults += [*_circle_faults(tables["agencies.csv"]), *_bearer_faults(tables["agencies.csv"])]
    for line in tables["rules.csv"].lines:
        for words in rule_faults(line.cells, index, rules or {}):
            faults.append(PackFault("rules.csv", line.number, "value", words))
    faults += _gap_faults(tables["rules.csv"])
    if tables["rules.csv"].whole:
        faults += _missing_rules({one["key"] for one in lines["rules.csv"]}, rules or {})
    return sorted({*faults, *settings_faults(folder, index), *ground_faults(folder), *unread_files(folder)})


def _span_faults(table: Table) -> Iterator[PackFault]:
    """A key twice, an end that is not after its beginning, two lines of the same thing on the same day."""
    file = table.file
    first: dict[tuple[str, ...], int] = {}
    spans: dict[tuple[str, ...], list[tuple[date, date, int]]] = defaultdict(list)
    for line in table.lines:
        key = tuple(line.cells[name] for name in file.key)
        if key in first:
            twice = Bilingual(f"trùng với dòng {first[key]}", f"is the same as line {first[key]}")
            yield PackFault(file.name, line.number, file.key[0], twice)
            continue
        first[key] = line.number
        begin = day_of(line.cells[file.span[0]]) if file.span else None
        if file.span is None or begin is None:
            continue
        end = day_of(line.cells[file.span[1]]) or date.max
        if end <= begin:
            words = Bilingual("phải sau ngày bắt đầu", "must be after the first day")
            yield PackFault(file.name, line.number, file.span[1], words)
            continue
        spans[tuple(line.cells[name] for name in file.key if name != file.span[0])].append(
            (begin, end, line.number)
        )
    for same in spans.values():
        same.sort()
        for (_begin, end, number), (begin, _end, later) in zip(same, same[1:], strict=False):
            if begin < end:
                span = file.span or ("", "")
                words = Bilingual(f"hiệu lực chồng lên dòng {number}", f"holds while line {number} does")
                yield PackFault(file.name, later, span[0], words)


def _gap_faults(rules: Table) -> Iterator[PackFault]:
    """A rule that is read on every day and has none on some: between two of its lines, or after the last one.

    The rule of one field may end: then that of all holds.
    """
    lines: dict[str, list[tuple[date, date | None, int]]] = defaultdict(list)
    for line in rules.lines:
        begin = day_of(line.cells["valid_from"])
        if begin and base_of(line.cells["key"]) == line.cells["key"]:
            lines[line.cells["key"]].append((begin, day_of(line.cells["valid_to"]), line.number))
    for rows in lines.values():
        rows.sort()
        begins = [*(begin for begin, _end, _number in rows[1:]), None]
        for (_begin, end, number), following in zip(rows, begins, strict=True):
            if end and (following is None or following > end):
                words = Bilingual(
                    f"từ ngày {end:%d/%m/%Y} không có dòng nào", f"there is no line from {end:%Y-%m-%d}"
                )
                yield PackFault(rules.file.name, number, "valid_to", words)


def _circle_faults(agencies: Table) -> Iterator[PackFault]:
    """Agencies above one another in a circle: the loader, which begins at the top, would never reach them."""
    words = Bilingual("các cơ quan này là cấp trên của nhau", "these agencies are above one another")
    lines: dict[int, PackLine] = {id(one.cells): one for one in agencies.lines}
    for cells in unreached([one.cells for one in agencies.lines]):
        yield PackFault("agencies.csv", lines[id(cells)].number, "parent_code", words)


def _bearer_faults(agencies: Table) -> Iterator[PackFault]:
    """An identity code of two agencies on one day: nobody could say whose a document is. A desk bears that of its agency."""
    for column in ("ident_code", "old_ident_code"):
        bearers: dict[str, list[PackLine]] = defaultdict(list)
        for line in sorted(agencies.lines, key=lambda one: (one.cells["kind"] == "desk", one.number)):
            if not (code := line.cells[column]):
                continue
            other = next((one for one in bearers[code] if _at_one_time(one, line)), None)
            if other is None:
                bearers[code].append(line)
            elif line.cells["kind"] != "desk" or other.cells["code"] != line.cells["parent_code"]:
                words = f"{shortened(code)} là mã của dòng {other.number} trong cùng thời gian"
                english = f"{shortened(code)} is the code of line {other.number} at the same time"
                yield PackFault("agencies.csv", line.number, column, Bilingual(words, english))


def _at_one_time(one: PackLine, other: PackLine) -> bool:
    begins, ends = (
        [day_of(line.cells[name]) for line in (one, other)] for name in ("valid_from", "valid_to")
    )
    first, second = (begin or date.max for begin in begins)
    return first < (ends[1] or date.max) and second < (ends[0] or date.max)


def _missing_rules(there: set[str], rules: Mapping[str, str]) -> Iterator[PackFault]:
    for key in sorted(set(rules) - there):
        words = Bilingual(f"thiếu quy tắc {key}, chương trình cần", f"lacks the rule {key}, which is needed")
        yield PackFault("rules.csv", 0, "", words)
