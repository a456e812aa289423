"""The files of this folder as plain values. Pure Python: nothing here knows the database."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tinhso.lib.language.vietnamese import fold

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
    office: str = ""
    portal: str = ""
    ministry: str = ""


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
    also_at: tuple[str, ...] = ()

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
    spoken = {row["code"]: row["said"] for row in rows("spoken.csv")}
    listed = {row["code"]: row["name"] for row in rows("procedures.csv")}
    names = listed | {code: row["name"] for code, row in by_hand.items() if row["name"]}
    rules = _rules("field_rules.csv"), _rules("competence_rules.csv"), _rules("level_rules.csv")
    begun = _brought_in()
    found = [
        _procedure(code, name, by_hand.get(code, {}), spoken.get(code, ""), *rules)
        for code, name in names.items()
    ]
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


@cache
def _rules(name: str) -> list[Rule]:
    decides = next(d for d in ("competence", "field", "levels", "reason") if d in _heads(name))
    return [
        Rule(
            tuple(w for w in row["words"].split("|") if w),
            frozenset(row.get("fields", "").split()),
            row[decides],
        )
        for row in rows(name)
    ]


def _heads(name: str) -> list[str]:
    """The columns of a rule file that may decide, the rarest name first: `fields` is a condition."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def _procedure(
    code: str,
    name: str,
    hand: dict[str, str],
    spoken: str,
    fields: list[Rule],
    levels: list[Rule],
    several: list[Rule],
) -> ProcedureRow:
    folded = fold(name)
    field = hand.get("field") or _decide(fields, folded, "", "khac")
    competence = hand.get("competence") or _decide(levels, folded, field, "province")
    # Whoever wrote the level by hand knows the further levels too (a column `also_at`, where it is filled).
    also = hand.get("also_at", "") if hand.get("competence") else _decide(several, folded, field, "")
    return ProcedureRow(
        code=code,
        name=name,
        field=field,
        competence=competence,
        keywords="; ".join(said for said in (hand.get("keywords", ""), spoken) if said),
        events=tuple(hand.get("events", "").split()),
        source=hand.get("source") or "Trích tự động từ quyết định công bố",
        guessed=not hand.get("competence"),
        also_at=tuple(level for level in also.split() if level != competence and competence in OWN_LEVELS),
    )


def _decide(rules: list[Rule], folded: str, field: str, otherwise: str) -> str:
    return next((r.decides for r in rules if r.fits(folded, field)), otherwise)


def levels(row: ProcedureRow) -> list[tuple[str, tuple[str, ...], date, date | None]]:
    """The level that settles, the further levels that receive or settle too, and the days of both.

    What a district receives until 30/6/2025 a commune receives from the day after.
    """
    found: list[tuple[str, tuple[str, ...], date, date | None]] = []
    for level, begin, end in settling(row):
        if "district" not in row.also_at or begin >= TWO_LEVELS:
            found.append((level, _passed(row.also_at, level, begin), begin, end))
            continue
        found.append((level, _passed(row.also_at, level, begin), begin, min(end or TWO_LEVELS, TWO_LEVELS)))
        if end is None or end > TWO_LEVELS:
            found.append((level, _passed(row.also_at, level, TWO_LEVELS), TWO_LEVELS, end))
    return found


def _passed(also: tuple[str, ...], level: str, on: date) -> tuple[str, ...]:
    """The further levels of that day beside the settling one."""
    if on >= TWO_LEVELS:
        also = tuple("commune" if one == "district" else one for one in also)
    return tuple(sorted(set(also) - {level}))


def settling(row: ProcedureRow) -> list[tuple[str, date, date | None]]:
    """The level at which the procedure is settled, with its dates.

    `district` passes to the commune by itself; `province>vertical@2025-03-01` names who takes over, and when.
    """
    first, _, then = (MOVED if row.competence == "district" else row.competence).partition(">")
    if not then:
        return [(first, BEGIN, None)]
    later, _, day = then.partition("@")
    return [(first, BEGIN, date.fromisoformat(day)), (later, date.fromisoformat(day), None)]


def partly_reason(name: str) -> str:
    """Why a procedure of this name is offered only partly online, by the words of `online_reasons.csv`."""
    return _decide(_rules("online_reasons.csv"), fold(name), "", "")


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


def listed_services(folder: Path) -> list[dict[str, str]]:
    """A list of online services, one line a (procedure, level); empty where the folder, as a pack's, holds none."""
    path = folder / "online_services.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
