"""A mistyped code of a measure, an element or an indicator is an error at the start, wherever it stands."""

import copy

import pytest
from django.core.checks import run_checks

from tinhso.indicators.reports import codes

REAL = {name: getattr(codes.reading, name)() for name in ("definitions", "criteria_sets", "data_sets")}


def wrong() -> list[str]:
    return [message.msg for message in run_checks() if message.id == "indicators.E001"]


def test_every_code_of_this_program_is_known():
    assert wrong() == []


@pytest.mark.parametrize("typed", ["onestop.setled", "onestpo.settled", "post.revenu"])
def test_a_mistyped_measure_or_element_is_named_in_definitions_and_criteria(monkeypatch, typed):
    definitions, criteria = copy.deepcopy(REAL["definitions"]), copy.deepcopy(REAL["criteria_sets"])
    name = next(iter(definitions))
    definitions[name]["numerator"] = typed
    line = next(one for one in codes.lines(criteria["qd766"]["criteria"]) if one.get("formula"))
    line["formula"]["numerator"] = typed
    monkeypatch.setattr(codes.reading, "definitions", lambda: definitions)
    monkeypatch.setattr(codes.reading, "criteria_sets", lambda: criteria)
    assert wrong() == [f"{name}: không có số đo {typed}", f"qd766 {line['code']}: không có số đo {typed}"]


@pytest.mark.long
@pytest.mark.parametrize("typed", ["onestop.on_time_rat", "onestpo.on_time_rate"])
def test_a_mistyped_indicator_is_named_on_the_executive_page_and_in_reports(monkeypatch, typed):
    page = {"alerts": [{"indicator": typed}]}
    monkeypatch.setattr(codes, "tile_codes", lambda: [typed])
    monkeypatch.setattr(codes.sources, "executive_data", lambda: page)
    monkeypatch.setattr(codes.sources, "report_data", lambda year: {"text": f"Đạt {{{typed}@year:value}}"})
    monkeypatch.setattr(codes.sources, "report_years", lambda: [2023])
    assert wrong() == [
        f"{place}: không có chỉ tiêu {typed}" for place in ("executive", "báo cáo 2023", "báo cáo 2024")
    ]
