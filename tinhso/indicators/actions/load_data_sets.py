"""Brings elements, data sets, rules and who reports up to date with the program's files and the pack's."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.indicators.data import reading
from tinhso.indicators.definition import MOST_DIMENSIONS, Aggregation, BadDefinition
from tinhso.indicators.events import DataSetsLoaded
from tinhso.indicators.models import (
    DataElement,
    DataSet,
    DataSetAgency,
    DataSetElement,
    ValidationRule,
)
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.lib.expressions import BadExpression, parse

REPORTERS = "data_set_agencies.csv"


@transaction.atomic
def load_data_sets(pack: Path, *, by: Actor, now: datetime) -> None:
    """What is there already is brought up to date; nothing is taken away. BadDefinition, PermissionDenied."""
    if not by.system:
        raise PermissionDenied("Biểu báo cáo đi cùng chương trình; chỉ hệ thống được nạp.")
    found = reading.data_sets()
    for code, content in found["elements"].items():
        _check_element(code, content)
        DataElement.objects.update_or_create(code=code, defaults=content)
    for code, content in found["data_sets"].items():
        _keep_data_set(code, dict(content))
    for code, content in found["rules"].items():
        _check_rule(code, content)
        ValidationRule.objects.update_or_create(code=code, defaults=content)
    _keep_reporters(pack / REPORTERS)
    counts = {part: len(entries) for part, entries in found.items()}
    record(DataSetsLoaded(**counts), by=by, at=now)


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


def _keep_data_set(code: str, content: dict[str, Any]) -> None:
    elements = content.pop("elements")
    data_set, _ = DataSet.objects.update_or_create(code=code, defaults=content)
    for order, (element, how) in enumerate(elements.items()):
        DataSetElement.objects.update_or_create(
            data_set=data_set,
            element=DataElement.objects.get(code=element),
            defaults={"order": order, "compulsory": how == "compulsory"},
        )


def _keep_reporters(file: Path) -> None:
    """A pack without the file has no reporters; a line for an agency that the pack lacks is an error of the pack."""
    if not file.exists():
        return
    with file.open(newline="") as lines:
        for row in csv.DictReader(lines):
            starts, ends = date.fromisoformat(row["starts_on"]), row["ends_on"]
            DataSetAgency.objects.update_or_create(
                data_set=DataSet.objects.get(code=row["data_set"]),
                agency=Agency.objects.on(starts).get(code=row["agency"]),
                starts_on=starts,
                defaults={"ends_on": date.fromisoformat(ends) if ends else None, "source": row["source"]},
            )
