"""The copy of the national database that comes with the program, and the reading of any other copy of it."""

import csv
import json
import lzma
import zlib
from collections.abc import Container, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BUNDLED = HERE / "national.jsonl.xz"
EDITION = date(2026, 7, 18)
DATABASE = "CSDL quốc gia về TTHC"
KINDS = ("chuẩn", "đặc thù địa phương")
MOST_BYTES = 200_000_000  # of an unpacked copy; that of 18/7/2026 has 31 million

Row = dict[str, Any]


class NotACopy(ValueError):
    """This file is no copy of the national database; the message is for the screen."""


def bundled(codes: Container[str] | None = None) -> Iterator[Row]:
    """The rows of the copy that comes with the program, or those of these codes, in the order of their codes."""
    with lzma.open(BUNDLED, "rt", encoding="utf-8") as lines:
        for line in lines:
            if codes is None or line[9 : line.index('"', 9)] in codes:  # each line begins {"code":"…"
                yield json.loads(line)


def lines_of(content: bytes) -> list[str]:
    """The lines of a copy: JSON a line, packed by gzip or xz or not at all. Raises NotACopy."""
    try:
        if content[:2] == b"\x1f\x8b":
            content = zlib.decompressobj(31).decompress(content, MOST_BYTES + 1)
        elif content[:6] == b"\xfd7zXZ\x00":
            content = lzma.LZMADecompressor().decompress(content, MOST_BYTES + 1)
        text = content.decode("utf-8-sig")
    except (zlib.error, lzma.LZMAError, UnicodeDecodeError) as error:
        raise NotACopy(
            "Tệp không đọc được: cần JSON mỗi dòng một thủ tục, có thể nén gzip hoặc xz."
        ) from error
    if len(text) > MOST_BYTES:
        raise NotACopy(f"Tệp giải nén lớn quá {MOST_BYTES // 1_000_000} MB.")
    found = [line for line in text.splitlines() if line.strip()]
    if not found:
        raise NotACopy("Tệp không có dòng nào.")
    return found


def source_words(row: Row, edition: date) -> str:
    """Where the content stands: the edition and the decision that announced it."""
    source = f"Nguồn: {DATABASE}, bản ngày {edition.day}/{edition.month}/{edition.year}"
    decided = row.get("decided_by") or {}
    if number := decided.get("number"):
        source += f"; công bố tại Quyết định {number}{_dated(decided.get('date'))}"
    if updated := row.get("portal_updated"):
        source += f"; nguồn cập nhật{_dated(updated)}"
    return source[:500]


def _dated(day: str | None) -> str:
    if not day:
        return ""
    read = date.fromisoformat(day)
    return f" ngày {read.day}/{read.month}/{read.year}"


@cache
def _fields() -> dict[tuple[str, str], str]:
    with (HERE / "fields.csv").open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["name"].casefold()): row["field"] for row in csv.DictReader(file)}


def field_of(row: Row) -> str:
    """Our field by the source's, else by the ministry that announced it; "khac" where neither is known."""
    known = _fields()
    asked = (("field", row.get("field", "")), ("promulgated_by", row.get("promulgated_by", "")))
    return next(
        (known[kind, name.casefold()] for kind, name in asked if (kind, name.casefold()) in known), "khac"
    )


def without_repeats(names: Iterable[str]) -> list[str]:
    """The names that stand for themselves: the source adds all of them in one line after each alone."""
    found = list(dict.fromkeys(" ".join(name.split()) for name in names))
    return [n for n in found if not ("," in n and all(p.strip() in found for p in n.split(", ")))]
