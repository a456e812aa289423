"""What kind of paper the result of a procedure is: licence, decision, certificate …, by the words the law calls it.

Kinds that are types of official documents take the next number of the agency's register (NĐ 30/2020/NĐ-CP, Điều 15), the
others have series of their own (Phụ lục III: abbreviations of names of papers); the words and symbols are data (`data/result_kinds.csv`).
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache

from tinhso.kernel.papers.public import Numbering, PaperKind
from tinhso.kernel.people.roles import Head
from tinhso.onestop.data.reading import HERE

OTHER = "result"
NAMES = {
    "decision": "Quyết định",
    "certificate": "Giấy chứng nhận, chứng chỉ",
    "confirmation": "Giấy xác nhận",
    "announcement": "Thông báo",
    "civil_status": "Giấy tờ hộ tịch",
    "certified_copy": "Bản chứng thực",
    "minutes": "Biên bản",
    OTHER: "Kết quả giải quyết",
}
SYMBOLS = {
    "decision": "QĐ",
    "certificate": "GCN",
    "confirmation": "XN",
    "announcement": "TB",
    "civil_status": "HT",
    "certified_copy": "CT",
    "minutes": "BB",
    OTHER: "KQ",
}
REGISTERED = {"decision": "QD", "announcement": "TB", "minutes": "BB"}
"""The kinds that are types of official documents too: their numbers come from the agency's register, so that none is given twice."""
KINDS = [
    PaperKind(code, name, "permit", SYMBOLS[code], (Head,), Numbering.BY_CLERK, sealed=True)
    for code, name in NAMES.items()
]


@dataclass(frozen=True)
class ResultKind:
    """`kind` of the paper, its `symbol` in the number, and the word above its articles, or ""."""

    kind: str
    symbol: str
    opening: str


def symbol_of(kind: str) -> str:
    """What stands for the kind in a number."""
    return SYMBOLS.get(kind, "GP")


@cache
def _rows() -> list[tuple[str, ResultKind]]:
    with (HERE / "result_kinds.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [(row["begins"], ResultKind(row["kind"], row["symbol"], row["opening"])) for row in rows]


@lru_cache(maxsize=4096)
def result_kind(result_name: str) -> ResultKind:
    """The kind by the first words of the procedure's result; "Kết quả giải quyết" where none fits."""
    name = result_name.strip().lower()
    found = (kind for begins, kind in _rows() if name.startswith(begins.lower()))
    return next(found, ResultKind(OTHER, SYMBOLS[OTHER], ""))
