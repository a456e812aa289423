"""Codes in definitions, criteria, tiles and reports that nothing bears: mistyped they would be an empty tile, so the
program does not start with them (`indicators.E001`)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error

from tinhso.indicators.data import reading, sources
from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.reports.source import PLACE
from tinhso.kernel.site.declare import Measure, all_of
from tinhso.kernel.site.slots import ExecutiveTile


def check_codes(**_: object) -> list[CheckMessage]:
    """A system check of Django."""
    return [Error(sentence, id="indicators.E001") for sentence in (*unknown_sources(), *unknown_figures())]


def unknown_sources() -> Iterator[str]:
    """What indicators and criteria count that is neither a declared measure nor an element of a data set."""
    known = {measure.code for measure in all_of(Measure)} | set(reading.data_sets()["elements"])
    for name, content in formulas():
        for ref in Definition.from_json(name, content).refs:
            if ref.code not in known:
                yield f"{name}: không có số đo {ref.code}"


def unknown_figures() -> Iterator[str]:
    """What the executive page and the reports show that is no indicator."""
    known = set(reading.definitions())
    places = [("executive", code) for code in tile_codes()]
    places += [("executive", alert["indicator"]) for alert in sources.executive_data()["alerts"]]
    for year in (*sources.report_years(), sources.FIRST_GENERAL):
        text = json.dumps(sources.report_data(year), ensure_ascii=False)
        places += [(f"báo cáo {year}", found[1]) for found in PLACE.finditer(text)]
    for place, code in dict.fromkeys(places):
        if code not in known:
            yield f"{place}: không có chỉ tiêu {code}"


def tile_codes() -> list[str]:
    """Every indicator that a declared tile names."""
    tiles = all_of(ExecutiveTile)
    beside = [code for tile in tiles for code, _words in tile.beside]
    return [tile.indicator for tile in tiles] + beside + [tile.overdue[0] for tile in tiles if tile.overdue]


def formulas() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from reading.definitions().items()
    for code, content in reading.criteria_sets().items():
        for line in lines(content["criteria"]):
            for formula in filter(None, (line.get("formula"), line.get("beside"))):
                yield f"{code} {line['code']}", formula


def lines(criteria: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for line in criteria:
        yield line
        yield from lines(line.get("criteria", []))
