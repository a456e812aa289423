"""What the wizard's page offers: categories and communes of today, and the further questions of each category."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from tinhso.citizen.models import ReportCategory
from tinhso.kernel.places.public import AdminUnit, units_on

MOST_OFTEN = 8


@dataclass(frozen=True)
class Question:
    """A further question of a category; `values` are (key, name) where only these may be chosen."""

    code: str
    description: str
    required: bool
    number: bool
    multiple: bool
    values: list[dict[str, Any]]


def categories_by_group(found: list[ReportCategory]) -> list[tuple[str, list[ReportCategory]]]:
    """In the order of the list, each group once."""
    groups: dict[str, list[ReportCategory]] = {}
    for category in found:
        groups.setdefault(category.group, []).append(category)
    return list(groups.items())


@dataclass(frozen=True)
class OftenReported:
    """A category that one tap chooses, by the first words of its name."""

    code: str
    short: str


def first_of_groups(found: list[ReportCategory]) -> list[OftenReported]:
    """The first category of each group, in the order of the list."""
    firsts = [rows[0] for _, rows in categories_by_group(found)][:MOST_OFTEN]
    return [OftenReported(one.code, re.split("[,:;(]", one.name)[0].strip()) for one in firsts]


def communes_by_parent(on: date) -> list[tuple[str, list[AdminUnit]]]:
    """The communes of that day under their districts, under "" where there are none any more. One query."""
    units = units_on(on, AdminUnit.Level.COMMUNE).select_related("parent")
    named = sorted(
        ((_district(unit, on), n, unit) for n, unit in enumerate(units)), key=lambda one: (one[0], one[1])
    )
    return [(name, [unit for _, _, unit in rows]) for name, rows in groupby(named, key=lambda one: one[0])]


def _district(unit: AdminUnit, on: date) -> str:
    district = unit.district_on(on)
    return district.name if district else ""


def questions(found: list[ReportCategory]) -> list[tuple[str, Question]]:
    """(category, question) in their order; those that are only information are left out."""
    return [
        (category.code, _question(one))
        for category in found
        for one in sorted(category.attributes, key=lambda one: one["order"])
        if one.get("variable", True)
    ]


def _question(one: dict[str, Any]) -> Question:
    kind = one["datatype"]
    return Question(
        one["code"],
        one["description"],
        one["required"],
        kind == "number",
        kind == "multivaluelist",
        one["values"],
    )
