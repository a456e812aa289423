"""The files of this folder as plain values. Pure Python: nothing here knows the database."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tinhso.lib.vietnamese import fold

HERE = Path(__file__).parent
BEGIN = date(2010, 1, 1)
TWO_LEVELS = date(2025, 7, 1)  # NQ 203/2025/QH15: no district level any more
OWN_LEVELS = frozenset({"commune", "district", "province"})
UNVERIFIED = "cxm-"


@dataclass(frozen=True)
class FieldRow:
    """A field of administration."""

    code: str
    name: str
    owner: str
    settled_in: str


@dataclass(frozen=True)
class ProcedureRow:
    """A procedure with its guessed or written field and level."""

    code: str
    name: str
    field: str
    competence: str
    keywords: str
    events: tuple[str, ...]
    source: str
    guessed: bool

    @property
    def code_known(self) -> bool:
        return not self.code.startswith(UNVERIFIED)


@dataclass(frozen=True)
class Rule:
    """One line of a rule file: the words looked for, the fields it is for, what it decides."""

    words: tuple[str, ...]
    fields: frozenset[str]
    decides: str

    def fits(self, folded: str, field: str = "") -> bool:
        by_words = not self.words or any(f" {w} " in f" {folded} " for w in self.words)
        return by_words and (not self.fields or field in self.fields)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields() -> list[FieldRow]:
    return [FieldRow(**row) for row in rows("fields.csv")]


def procedures() -> list[ProcedureRow]:
    """Every procedure: the extracted list, mended and completed by hand."""
    by_hand = {row["code"]: row for row in rows("everyday.csv")}
    listed = {row["code"]: row["name"] for row in rows("procedures.csv")}
    names = listed | {code: row["name"] for code, row in by_hand.items() if row["name"]}
    rules = _rules("field_rules.csv"), _rules("competence_rules.csv")
    return [_procedure(code, name, by_hand.get(code, {}), *rules) for code, name in names.items()]


def _rules(name: str) -> list[Rule]:
    decides = "competence" if name.startswith("competence") else "field"
    return [
        Rule(
            tuple(w for w in row["words"].split("|") if w),
            frozenset(row.get("fields", "").split()),
            row[decides],
        )
        for row in rows(name)
    ]


def _procedure(
    code: str, name: str, hand: dict[str, str], fields: list[Rule], levels: list[Rule]
) -> ProcedureRow:
    folded = fold(name)
    field = hand.get("field") or _decide(fields, folded, "", "khac")
    return ProcedureRow(
        code=code,
        name=name,
        field=field,
        competence=hand.get("competence") or _decide(levels, folded, field, "province"),
        keywords=hand.get("keywords", ""),
        events=tuple(hand.get("events", "").split()),
        source=hand.get("source") or "Trích tự động từ quyết định công bố",
        guessed=not hand.get("competence"),
    )


def _decide(rules: list[Rule], folded: str, field: str, otherwise: str) -> str:
    return next((r.decides for r in rules if r.fits(folded, field)), otherwise)


def levels(row: ProcedureRow) -> list[tuple[str, date, date | None]]:
    """The level at which the procedure is settled, with its dates."""
    move = _moves().get(row.code)
    if move:
        on, after = move
        return [(row.competence, BEGIN, on), (after, on, None)]
    if row.competence != "district":
        return [(row.competence, BEGIN, None)]
    return [("district", BEGIN, TWO_LEVELS), ("commune", TWO_LEVELS, None)]


def _moves() -> dict[str, tuple[date, str]]:
    """Code -> the day on which the procedure passed to another level, and that level."""
    listed = rows("competence_moves.csv")
    return {row["code"]: (date.fromisoformat(row["on"]), row["competence"]) for row in listed}


def versions() -> list[dict[str, Any]]:
    """The dated versions by hand; those without a `procedure` serve every procedure that has none of its own."""
    return [_version(path) for path in sorted((HERE / "versions").glob("*.json"))]


def _version(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for key in ("valid_from", "valid_to"):
        data[key] = date.fromisoformat(data[key]) if data[key] else None
    return {"fee_due": ""} | data | {"form": form(data["form"])}


def form(name: str) -> dict[str, Any]:
    """A form definition with the shared steps put in."""
    data: dict[str, Any] = json.loads((HERE / "forms" / f"{name}.json").read_text(encoding="utf-8"))
    return data | {"steps": list(_steps(data["steps"]))}


def _steps(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    parts: dict[str, Any] = {}
    for path in sorted((HERE / "forms").glob("parts*.json")):
        parts |= json.loads(path.read_text(encoding="utf-8"))
    for step in steps:
        yield parts[step["use"]] if "use" in step else step


def synonyms() -> list[tuple[str, str]]:
    """What people say and what the law calls it."""
    return [(row["said"], row["meant"]) for row in rows("synonyms.csv")]
