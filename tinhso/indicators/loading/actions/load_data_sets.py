"""Brings elements, data sets, rules and who reports up to date with the program's files and the pack's."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from tinhso.indicators.data import reading
from tinhso.indicators.definitions.definition import MOST_DIMENSIONS, Aggregation, BadDefinition
from tinhso.indicators.loading.events import DataSetsLoaded
from tinhso.indicators.models import (
    DataElement,
    DataSet,
    DataSetAgency,
    DataSetElement,
    ValidationRule,
)
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import refuse_other_province
from tinhso.lib.expressions import BadExpression, parse

REPORTERS = "data_set_agencies.csv"


@transaction.atomic
def load_data_sets(pack: Path, *, by: Actor, now: datetime) -> None:
    """What is there already is brought up to date; nothing is taken away.

    An event tells of it only where something changed.

    Raises: BadDefinition, PermissionDenied, BadPack where the pack is another province's.
    """
    if not by.system:
        raise PermissionDenied("Biểu báo cáo đi cùng chương trình; chỉ hệ thống được nạp.")
    refuse_other_province(pack)
    found = reading.data_sets()
    changed = 0
    for code, content in found["elements"].items():
        _check_element(code, content)
        changed += _keep(DataElement, content, code=code)
    for code, content in found["data_sets"].items():
        changed += _keep_data_set(code, dict(content))
    for code, content in found["rules"].items():
        _check_rule(code, content)
        changed += _keep(ValidationRule, content, code=code)
    changed += _keep_reporters(pack / REPORTERS)
    if changed:
        counts = {part: len(entries) for part, entries in found.items()}
        record(DataSetsLoaded(**counts), by=by, at=now)


def _keep(model: type[Model], content: dict[str, Any], **key: Any) -> bool:
    """False where a row with this key says the same already."""
    standing = model._default_manager.filter(**key).first()
    if standing and all(getattr(standing, name) == value for name, value in content.items()):
        return False
    model._default_manager.update_or_create(**key, defaults=content)
    return True


def _check_element(code: str, content: dict[str, Any]) -> None:
    if len(content.get("dims", [])) > MOST_DIMENSIONS:
        raise BadDefinition(code, f"quá {MOST_DIMENSIONS} chiều phân tổ")
    for name in ("agg_time", "agg_org"):
        try:
            Aggregation(content.get(name, "sum"))
        except ValueError as error:
            raise BadDefinition(code, f"{name} không đúng") from error


def _check_rule(code: str, content: dict[str, Any]) -> None:
    try:
        parse(content["left"])
        parse(content["right"])
    except BadExpression as error:
        raise BadDefinition(code, str(error)) from error


def _keep_data_set(code: str, content: dict[str, Any]) -> int:
    elements = content.pop("elements")
    changed = int(_keep(DataSet, content, code=code))
    data_set = DataSet.objects.get(code=code)
    for order, (code_of_element, how) in enumerate(elements.items()):
        element = DataElement.objects.get(code=code_of_element)
        line = {"order": order, "compulsory": how == "compulsory"}
        changed += _keep(DataSetElement, line, data_set=data_set, element=element)
    return changed


def _keep_reporters(file: Path) -> int:
    """A pack without the file has no reporters; a line for an agency that the pack lacks is an error of the pack.

    Before the pack itself is loaded nobody is known who could report.
    """
    if not file.exists() or not Agency.objects.exists():
        return 0
    changed = 0
    with file.open(newline="") as lines:
        for row in csv.DictReader(lines):
            starts, ends = date.fromisoformat(row["starts_on"]), row["ends_on"]
            changed += _keep(
                DataSetAgency,
                {"ends_on": date.fromisoformat(ends) if ends else None, "source": row["source"]},
                data_set=DataSet.objects.get(code=row["data_set"]),
                agency=Agency.objects.on(starts).get(code=row["agency"]),
                starts_on=starts,
            )
    return changed
