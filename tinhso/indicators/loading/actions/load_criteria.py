"""Reads the sets of criteria of the program into versions; a second time it changes nothing."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.indicators.data import reading
from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.loading.actions.load_indicators import check
from tinhso.indicators.loading.events import CriteriaPublished
from tinhso.indicators.models import CriteriaSet, Criterion
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.declare import Measure, all_of


@transaction.atomic
def load_criteria(*, by: Actor, now: datetime) -> int:
    """New and changed sets become versions; how many.

    Raises: BadDefinition for a formula, PermissionDenied.
    """
    if not by.system:
        raise PermissionDenied("Bộ tiêu chí đi cùng chương trình; chỉ hệ thống được nạp.")
    measures = {measure.code: measure for measure in all_of(Measure)}
    made = 0
    for code, content in reading.criteria_sets().items():
        digest = sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
        newest = CriteriaSet.objects.filter(code=code).order_by("-version").first()
        if newest is None or newest.digest != digest:
            criteria = _add(code, content, digest, newest.version + 1 if newest else 1, measures)
            record(CriteriaPublished(criteria=code, version=criteria.version), by=by, at=now)
            made += 1
    return made


def _add(
    code: str, content: dict[str, Any], digest: str, version: int, measures: dict[str, Measure]
) -> CriteriaSet:
    criteria = CriteriaSet.objects.create(
        code=code,
        version=version,
        name=content["name"],
        subject=CriteriaSet.Subject(content["subject"]),
        points=_number(content.get("points")),
        source=content["source"],
        note=content.get("note", ""),
        checked=bool(content.get("checked")),
        valid=DateRange(_day(content["from"]), _day(content.get("to"))),
        digest=digest,
    )
    found: dict[str, Criterion] = {}
    for number, (line, parent) in enumerate(_lines(content["criteria"], None)):
        for formula in filter(None, (line.get("formula"), line.get("beside"))):
            check(Definition.from_json(f"{code}.{line['code']}", formula), measures)
        found[line["code"]] = _line(criteria, line, found.get(parent or ""), number)
    return criteria


def _line(criteria: CriteriaSet, line: dict[str, Any], parent: Criterion | None, number: int) -> Criterion:
    return Criterion.objects.create(
        criteria=criteria,
        parent=parent,
        code=line["code"],
        name=line["name"],
        order=number,
        points=_number(line.get("points")),
        evidence=bool(line.get("evidence")),
        checked=bool(line.get("checked")),
        formula=line.get("formula", {}),
        beside=line.get("beside", {}),
        cap=_number(line.get("cap")),
        lacking=line.get("lacking", ""),
    )


def _lines(lines: list[dict[str, Any]], parent: str | None) -> Iterator[tuple[dict[str, Any], str | None]]:
    for line in lines:
        yield line, parent
        yield from _lines(line.get("criteria", []), line["code"])


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(value)
