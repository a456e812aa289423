"""The files of this folder as plain values. Pure Python: nothing here knows the database."""

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.data.form_files import form
from tinhso.onestop.data.national.beginnings import begins_later, code_is_later, listed_later
from tinhso.onestop.data.national.edition import Row, bundled, field_of
from tinhso.onestop.data.national.levels import competence_of, filed_elsewhere, is_own, level_now

HERE = Path(__file__).parent
BEGIN = date(2010, 1, 1)
TWO_LEVELS = date(2025, 7, 1)  # NQ 203/2025/QH15: no district level any more
MOVED = f"district>commune@{TWO_LEVELS}"
OWN_LEVELS = frozenset({"commune", "district", "province"})
UNVERIFIED = "cxm-"
# What a commune receives for the department that settles it, by the law of level_rules.csv.
RECEIVED_BELOW = frozenset(
    {"nguoi-co-cong", "bao-tro-xa-hoi", "dat-dai", "ton-giao", "noi-vu", "moi-truong", "nuoi-con-nuoi"}
)
NO_RULES: tuple[list["Rule"], list["Rule"], list["Rule"]] = ([], [], [])


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
    until: date | None = None
    national: bool = False  # whether the bundled edition of the national database has it
    content_since: date = BEGIN  # from when its content is known, for one of the national database
    online: str = ""  # how the source says it is offered online: "wholly", "partly", "" where it is not
    also_before: tuple[str, ...] = ()  # the further levels of the days of three levels alone

    @property
    def code_known(self) -> bool:
        return not self.code.startswith(UNVERIFIED)

    def has_content(self, on: date) -> bool:
        """Whether what it asks for is known for that day: written by hand or in the national database."""
        if self.code in _written():
            return True
        return self.national and max(self.since, self.content_since) <= on

    @property
    def is_provincial(self) -> bool:
        """Whether the province's own agencies settle it, or did at first."""
        return self.competence.partition(">")[0] in OWN_LEVELS


@dataclass(frozen=True)
class Rule:
    """One line of a rule file: the words looked for, the fields it is for, what it decides."""

    words: tuple[str, ...]
    fields: frozenset[str]
    decides: str

    def fits(self, folded: str, field: str = "") -> bool:
        if self.fields and field not in self.fields:
            return False
        return not self.words or _any_of(self.words).search(folded) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of these words, whole: they were folded, so only spaces part them."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, words))})(?!\S)")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields() -> list[FieldRow]:
    return [FieldRow(**row) for row in rows("fields.csv")]


def procedures() -> list[ProcedureRow]:
    """Every procedure: the extracted list, the national database, mended and completed by hand."""
    return list(_procedures())


@cache
def _procedures() -> tuple[ProcedureRow, ...]:
    by_hand = {row["code"]: row for row in rows("everyday.csv")}
    spoken = {row["code"]: row["said"] for row in rows("spoken.csv")}
    listed = {row["code"]: row["name"] for row in rows("procedures.csv")}
    national = {row["code"]: row for row in bundled()}
    names = listed | {code: row["name"] for code, row in national.items()}
    names |= {code: row["name"] for code, row in by_hand.items() if row["name"]}
    rules = _rules("field_rules.csv"), _rules("competence_rules.csv"), _rules("level_rules.csv")
    guessed = listed.keys() | by_hand.keys()  # the rest has field and level from the source
    found = [
        _procedure(
            code, name, by_hand.get(code, {}), spoken.get(code, ""), *(rules if code in guessed else NO_RULES)
        )
        for code, name in names.items()
    ]
    begun, written = _brought_in(), _written()
    found = [replace(row, since=begun[row.code]) if row.code in begun else row for row in found]
    found = [_as_national(row, national[row.code], by_hand) if row.code in national else row for row in found]
    return _joined(
        _dated(row, national.get(row.code), row.code in listed, row.code in written) for row in found
    )


@cache
def same_procedure() -> dict[str, tuple[str, date]]:
    """The national code of what was written by hand without one, and the day from which it bears it."""
    return {
        row["code"]: (row["national"], date.fromisoformat(row["since"])) for row in rows("same_procedure.csv")
    }


def _joined(found: Iterable[ProcedureRow]) -> tuple[ProcedureRow, ...]:
    """One procedure a day: what was written by hand ends where the national code of the same begins, and how people ask
    for it goes along."""
    by_code = {row.code: row for row in found}
    for code, (national, since) in same_procedure().items():
        ours, other = by_code[code], by_code[national]
        by_code[code] = replace(ours, until=since)
        keywords = "; ".join(dict.fromkeys(words for words in (other.keywords, ours.keywords) if words))
        events = tuple(dict.fromkeys((*other.events, *ours.events)))
        by_code[national] = replace(other, keywords=keywords, events=events)
    return tuple(by_code.values())


def _as_national(row: ProcedureRow, source: Row, by_hand: dict[str, dict[str, str]]) -> ProcedureRow:
    """Field and levels by the source, except where somebody has written them by hand."""
    hand = by_hand.get(row.code, {})
    field = hand.get("field") or field_of(source)
    row = replace(row, field=field, national=True, online=_online(source))
    if hand.get("competence"):
        return row
    competence = competence_of(source, field, *_guess(row, field))
    also = tuple("district" if level == "commune" else level for level in level_now(source, field)[1])
    before = _decide(_rules("level_rules.csv"), fold(row.name), field, "")
    return replace(
        row,
        competence=competence,
        also_at=tuple(level for level in also if level != competence),
        also_before=_near(competence, before.split(), field),
        guessed=False,
        source="CSDL quốc gia về TTHC, bản ngày 18/7/2026",
    )


def _online(source: Row) -> str:
    """By the source's own flag and its services; nothing where no office here receives it."""
    offered = bool(source.get("online_services")) and is_own(source) and not filed_elsewhere(source)
    return ("wholly" if source.get("full_process") else "partly") if offered else ""


def _near(competence: str, levels: list[str], field: str) -> tuple[str, ...]:
    """Of the levels that a rule names those next to the settling one: no commune licenses what a department does."""
    order = ["commune", "district", "province"]
    first = competence.partition(">")[0]
    if first not in order:
        return ()
    far = field in RECEIVED_BELOW
    return tuple(
        lv for lv in levels if lv in order and 0 < abs(order.index(lv) - order.index(first)) <= 1 + far
    )


def _guess(row: ProcedureRow, field: str) -> tuple[str, bool]:
    """The level by name and field under three levels, and whether words of the name decided."""
    folded = fold(row.name)
    if "xuat xu hang hoa" in folded:  # an office of the ministry gave certificates of origin until 2025
        return "vertical", True
    rule = next((r for r in _rules("competence_rules.csv") if r.fits(folded, field)), None)
    return (rule.decides, bool(rule.words)) if rule else ("province", False)


def _dated(row: ProcedureRow, source: Row | None, listed: bool, written: bool) -> ProcedureRow:
    """From when it is in the catalogue and until when.

    What only the edition of 2026 has is not known for the days before the two levels, nor what has a code given after
    March 2024. A listed one whose law in that edition is later altogether has no content before them.
    What the edition has no more ends with the three levels unless somebody wrote it by hand.
    """
    if written or not row.code_known:
        return row
    if source is None:
        since = listed_later() if code_is_later(row.code) else row.since
        return replace(_received_beside(row), since=since, until=TWO_LEVELS)
    if not listed or code_is_later(row.code):
        return replace(row, since=TWO_LEVELS, content_since=TWO_LEVELS)
    return replace(_received_beside(row), content_since=TWO_LEVELS) if begins_later(source) else row


def _received_beside(row: ProcedureRow) -> ProcedureRow:
    """One without content is received at the other levels too.

    It illustrates: the published total of services of 08/3/2024 counts a procedure once a level, and nobody has told
    at which levels. Nobody can file it here.
    """
    level = row.competence.partition(">")[0]
    others = tuple(sorted(OWN_LEVELS - {level}))
    return replace(row, also_before=others) if level in OWN_LEVELS else row


@cache
def _written() -> frozenset[str]:
    """The procedures that have a version written by hand."""
    return frozenset(path.stem.rpartition("-")[0] for path in (HERE / "versions").glob("*.json"))


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
        keywords="; ".join(words for words in (hand.get("keywords", ""), spoken) if words),
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
    before = tuple(dict.fromkeys((*row.also_at, *row.also_before)))
    for level, begin, end in settling(row):
        if ("district" not in row.also_at and not row.also_before) or begin >= TWO_LEVELS:
            found.append((level, _passed(row.also_at, level, begin), begin, end))
            continue
        found.append((level, _passed(before, level, begin), begin, min(end or TWO_LEVELS, TWO_LEVELS)))
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


def synonyms() -> list[tuple[str, str]]:
    """What people say and what the law calls it."""
    return [(row["said"], row["meant"]) for row in rows("synonyms.csv")]


def english_words() -> list[tuple[str, str]]:
    """What is said in English and what the law calls it."""
    return [(row["said"], row["meant"]) for row in rows("english.csv")]


@cache
def _most_used() -> tuple[dict[str, str], ...]:
    return tuple(rows("most_used.csv"))


@cache
def english_titles() -> dict[str, str]:
    """The English title of the most used procedures, by their code."""
    return {row["code"]: row["title_en"] for row in _most_used() if row["title_en"]}


@cache
def english_keywords() -> dict[str, str]:
    """How people ask for the most used procedures in English, phrase by phrase with a semicolon between, by code."""
    return {
        row["code"]: f"{row['title_en']}; {row['keywords_en']}" for row in _most_used() if row["title_en"]
    }


@cache
def heard_codes() -> frozenset[str]:
    """The everyday procedures that can be heard."""
    return frozenset(row["code"] for row in rows("heard.csv"))


def listed_services(folder: Path) -> list[dict[str, str]]:
    """A list of online services, one line a (procedure, level); empty where the folder, as a pack's, holds none."""
    path = folder / "online_services.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
