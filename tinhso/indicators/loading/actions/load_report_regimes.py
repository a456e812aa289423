"""Brings the periodic reports that agencies owe up to date with the pack."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.indicators.definitions.definition import BadDefinition
from tinhso.indicators.loading.events import ReportRegimesLoaded
from tinhso.indicators.models import ReportRegime
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import refuse_other_province

REGIMES, LINES = "report_regimes.csv", "report_regime_lines.csv"
COUNTS = ("to_date", "period", "words")
Row = dict[str, str]


@transaction.atomic
def load_report_regimes(pack: Path, *, by: Actor, now: datetime) -> None:
    """What is there already is brought up to date, nothing is taken away; a pack without the files has none.

    A report that was sent keeps its own content. An event tells of it only where something changed.

    Raises: BadDefinition, PermissionDenied, BadPack where the pack is another province's.
    """
    if not by.system:
        raise PermissionDenied("Chế độ báo cáo đi cùng gói dữ liệu của tỉnh; chỉ hệ thống được nạp.")
    refuse_other_province(pack)
    if not (pack / REGIMES).exists():
        return
    lines = _rows(pack / LINES) if (pack / LINES).exists() else []
    regimes = _rows(pack / REGIMES)
    changed = sum(_put(row, _form(row, lines)) for row in regimes)
    if changed:
        record(ReportRegimesLoaded(regimes=len(regimes)), by=by, at=now)


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _form(regime: Row, lines: Sequence[Row]) -> list[dict[str, Any]]:
    """The lines of its form that hold on its first day, in their order."""
    day = date.fromisoformat(regime["starts_on"])
    mine = [one for one in lines if one["regime"] == regime["code"] and _holds(one, day)]
    return [_line(one) for one in sorted(mine, key=lambda one: int(one["line"]))]


def _holds(row: Row, day: date) -> bool:
    ends = row["ends_on"]
    return date.fromisoformat(row["starts_on"]) <= day and (not ends or day < date.fromisoformat(ends))


def _line(row: Row) -> dict[str, Any]:
    counts = row["counts"]
    if counts not in COUNTS or (counts == "words") == bool(row["indicator"]):
        raise BadDefinition(row["regime"], f"dòng {row['line']}: chỉ tiêu và cách tính không khớp")
    return {
        "key": f"d{row['line']}",
        "label": row["label"],
        "indicator": row["indicator"],
        "counts": counts,
        "source": row["source"],
    }


def _put(row: Row, form: list[dict[str, Any]]) -> bool:
    if row["kind"] not in ReportRegime.Kind.values:
        raise BadDefinition(row["code"], f"không có kỳ {row['kind']}")
    owed_by = row["owed_by"].split()
    known = {f"{kind}:{level}" for kind in Agency.Kind.values for level in Agency.Level.values}
    if unknown := sorted(set(owed_by) - known):
        raise BadDefinition(row["code"], f"không có loại cơ quan {', '.join(unknown)}")
    content: dict[str, Any] = {
        **{name: row[name] for name in ("name", "legal_basis", "source", "kind", "recipient")},
        **{name: int(row[name]) for name in ("closing_day", "due_day", "due_months")},
        "ends_on": date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
        "checked": row["checked"] == "1",
        "owed_by": owed_by,
        "lines": form,
    }
    key: dict[str, Any] = {"code": row["code"], "starts_on": date.fromisoformat(row["starts_on"])}
    standing = ReportRegime.objects.filter(**key).first()
    if standing and all(getattr(standing, name) == value for name, value in content.items()):
        return False
    ReportRegime.objects.update_or_create(**key, defaults=content)
    return True
