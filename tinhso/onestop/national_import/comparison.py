"""What a copy of the national database would change in the catalogue of a day, procedure by procedure. Changes nothing."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tinhso.onestop.data import reading
from tinhso.onestop.data.national.content import content_of
from tinhso.onestop.data.national.edition import Row, field_of
from tinhso.onestop.models import NationalChange, Procedure, ProcedureVersion

PARTS = {
    "name": "Tên",
    "papers": "Thành phần hồ sơ",
    "time_limits": "Thời hạn",
    "channels": "Cách nộp, thời hạn và phí theo cách nộp",
    "fees": "Phí, lệ phí",
    "legal_basis": "Căn cứ pháp lý",
    "result_name": "Kết quả",
    "subjects": "Đối tượng",
    "agency_text": "Cơ quan thực hiện",
    "decision": "Quyết định công bố",
    "levels": "Cấp",
}
KIND = NationalChange.Kind
LONGEST_PRINTED = 600


@dataclasses.dataclass(frozen=True)
class Difference:
    """One procedure that would be new, changed or ended."""

    code: str
    name: str
    kind: str
    field: str
    agency: str
    changes: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    row: Row = dataclasses.field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        return list(self.changes)


@dataclasses.dataclass
class Comparison:
    """All differences, and how many stand as they are or were written by hand and stay."""

    differences: list[Difference]
    unchanged: int
    by_hand: int


def general_of(on: date) -> dict[str, Any]:
    """The general version in force on that day, whose steps and questions the content takes."""
    bases = [v for v in reading.versions() if "procedure" not in v]
    return next(v for v in bases if v["valid_from"] <= on and (v["valid_to"] is None or on < v["valid_to"]))


def compare(rows: Sequence[Row], *, edition: date, on: date) -> Comparison:
    """The rows beside the versions in force on that day. Three queries."""
    current = current_versions(on)
    known = dict(Procedure.objects.on(on).values_list("code", "name"))
    found = differing(rows, current, known, edition=edition, on=on)
    found.differences += _ended({row["code"] for row in rows}, current)
    return found


def differing(
    rows: Iterable[Row],
    current: Mapping[str, ProcedureVersion],
    known: Mapping[str, str],
    *,
    edition: date,
    on: date,
) -> Comparison:
    """Which rows say something else than the versions in force (`current`) and the names (`known`), by code."""
    general, found = general_of(on), Comparison([], 0, 0)
    for row in rows:
        version = current.get(row["code"])
        if version is not None and (version.drafters or not version.national and not version.general_only):
            found.by_hand += 1
            continue
        differing_rows = dict(
            _differs(row, known.get(row["code"], ""), version, content_of(row, general, edition=edition))
        )
        if not differing_rows:
            found.unchanged += 1
            continue
        found.differences.append(
            _difference(row, KIND.CHANGED if row["code"] in known else KIND.NEW, differing_rows)
        )
    return found


def current_versions(on: date, codes: Sequence[str] | None = None) -> dict[str, ProcedureVersion]:
    """The versions in force by code, of these codes or all; what was approved today over one of today holds tomorrow."""
    return {v.procedure.code: v for day in (on, on + timedelta(days=1)) for v in _versions(day, codes)}


def _versions(day: date, codes: Sequence[str] | None) -> Iterable[ProcedureVersion]:
    alive = ProcedureVersion.objects.in_force(day).filter(procedure__valid__contains=day)
    chosen = alive if codes is None else alive.filter(procedure__code__in=codes)
    return chosen.select_related("procedure__field").defer("form", "process")


def _difference(row: Row, kind: str, changed: Mapping[str, tuple[str, str]]) -> Difference:
    agency = "; ".join(row.get("agency", []))[:300]
    return Difference(row["code"], row["name"], kind, field_of(row), agency, changed, row)


def _ended(codes: set[str], current: Mapping[str, ProcedureVersion]) -> Iterator[Difference]:
    """What came from an earlier copy and this one has no more."""
    for code, version in current.items():
        if version.national and code not in codes:
            procedure = version.procedure
            changed = {"name": (procedure.name, "")}
            yield Difference(
                code, procedure.name, KIND.ENDED, procedure.field.code, version.agency_text, changed
            )


def _differs(
    row: Row, name: str, version: ProcedureVersion | None, content: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[str, str]]]:
    if name != row["name"]:
        yield "name", (name, row["name"])
    if version is None or not version.national:
        yield "papers", ("", _words(content["papers"]))
        return
    for part in ("papers", "time_limits", "fees", "legal_basis", "result_name", "subjects", "agency_text"):
        was, now = getattr(version, part), content[part]
        if was != now:
            yield part, (_words(was), _words(now))
    facts, then = content["national"], version.national
    for part, key in (("channels", "channels"), ("decision", "decided_by"), ("levels", "level")):
        if _plain(facts.get(key)) != _plain(then.get(key)):
            yield part, (_words(then.get(key)), _words(facts.get(key)))


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Without what a copy may leave out: empty values, and what nothing here reads."""
    if isinstance(value, dict):
        fields = {key: _plain(one) for key, one in value.items() if key != "note_length"}
        return {key: one for key, one in fields.items() if one not in (None, [], "", {})}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _words(value: Any) -> str:  # noqa: ANN401 - JSON
    """A value in a line for who compares: names of lists, and the rest as it is."""
    if isinstance(value, list):
        return "; ".join(_words(one) for one in value)[:LONGEST_PRINTED]
    if isinstance(value, dict):
        keys = (
            "name",
            "originals",
            "copies",
            "amount",
            "unit",
            "channel",
            "limit_text",
            "fee_text",
            "number",
            "date",
            "note",
        )
        words = [str(value[key]) for key in keys if value.get(key) not in (None, "", 0)]
        return ", ".join(words or [_words(one) for one in value.values()])[:LONGEST_PRINTED]
    return "" if value is None else str(value)[:LONGEST_PRINTED]
