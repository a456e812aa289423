"""Codes in definitions, criteria, tiles and reports that nothing bears: mistyped they would be an empty tile, no error."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tinhso.indicators.data import reading, sources
from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.reports.source import PLACE
from tinhso.kernel.site.declare import Measure, all_of
from tinhso.kernel.site.operation import Finding

TO_COME = {"security"}  # systems that figures are laid out for before they are built: "chưa có số liệu"


def codes() -> Iterator[Finding]:
    wrong = [*unknown_sources(), *unknown_figures()]
    for sentence in wrong:
        yield Finding("mã số đo, chỉ tiêu", "wrong", sentence)
    if not wrong:
        yield Finding("mã số đo, chỉ tiêu", "good", "mọi mã được nêu đều có")


def unknown_sources() -> Iterator[str]:
    """What indicators and criteria count that is neither a declared measure nor an element of a data set."""
    known = {measure.code for measure in all_of(Measure)} | set(reading.data_sets()["elements"])
    for name, content in formulas():
        for ref in Definition.from_json(name, content).refs:
            if is_unknown(ref.code, known):
                yield f"{name}: không có số đo {ref.code}"


def unknown_figures() -> Iterator[str]:
    """What the executive page and the reports show that is no indicator."""
    known = set(reading.definitions())
    page = sources.executive_data()
    told = [("executive", code) for code in page["figures"]]
    told += [("executive", alert["indicator"]) for alert in page["alerts"]]
    for year in sources.report_years():
        text = json.dumps(sources.report_data(year), ensure_ascii=False)
        told += [(f"báo cáo {year}", found[1]) for found in PLACE.finditer(text)]
    for place, code in dict.fromkeys(told):
        if is_unknown(code, known):
            yield f"{place}: không có chỉ tiêu {code}"


def is_unknown(code: str, known: set[str]) -> bool:
    system = code.partition(".")[0]
    built = system in {one.partition(".")[0] for one in known}
    return code not in known and (built or system not in TO_COME)


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
