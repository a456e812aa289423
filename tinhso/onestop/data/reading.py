"""The files of this folder as plain values. Pure Python: nothing here knows the database."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tinhso.lib.vietnamese import fold

HERE = Path(__file__).parent
BEGIN = date(2010, 1, 1)
TWO_LEVELS = date(2025, 7, 1)  # NQ 203/2025/QH15: no district level any more
MOVED = f"district>commune@{TWO_LEVELS}"
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
    since: date = BEGIN

    @property
    def code_known(self) -> bool:
        return not self.code.startswith(UNVERIFIED)

    @property
    def own(self) -> bool:
        """Whether the province's own agencies settle it, or did at first."""
        return self.competence.partition(">")[0] in OWN_LEVELS


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
    begun = _brought_in()
    found = [_procedure(code, name, by_hand.get(code, {}), *rules) for code, name in names.items()]
    return [replace(row, since=begun.get(row.code, BEGIN)) for row in found]


def _brought_in() -> dict[str, date]:
    """The procedures that only the law of the two levels brought in: written by hand, without a version before."""
    begins: dict[str, date] = {}
    for path in sorted((HERE / "versions").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if "procedure" in data:
            day = date.fromisoformat(data["valid_from"])
            begins[data["procedure"]] = min(day, begins.get(data["procedure"], day))
    return {code: day for code, day in begins.items() if day >= TWO_LEVELS}


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
    """The level at which the procedure is settled, with its dates.

    `district` passes to the commune by itself; `province>vertical@2025-03-01` names who takes over, and when.
    """
    first, _, then = (MOVED if row.competence == "district" else row.competence).partition(">")
    if not then:
        return [(first, BEGIN, None)]
    later, _, day = then.partition("@")
    return [(first, BEGIN, date.fromisoformat(day)), (later, date.fromisoformat(day), None)]


def versions() -> list[dict[str, Any]]:
    """The dated versions by hand; those without a `procedure` serve every procedure that has none of its own."""
    return [_version(path) for path in sorted((HERE / "versions").glob("*.json"))]


def _version(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for key in ("valid_from", "valid_to"):
        data[key] = date.fromisoformat(data[key]) if data[key] else None
    return data | {"form": form(data["form"])}


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
