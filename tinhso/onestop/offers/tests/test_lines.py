"""The lines as the project brings them: dated, with law and source, leading to procedures and questions that exist."""

import json
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

from tinhso.lib.forms import logic
from tinhso.lib.province_pack import ProvincePack
from tinhso.onestop.catalogue.sensitive import RULE
from tinhso.onestop.models import Procedure, ProcedureVersion
from tinhso.onestop.offers.lines import line_on, lines_after, offer_lines, stop_lines, stopped_by

DAY = date(2024, 3, 8)
FORMS = Path(__file__).parents[2] / "data/forms"
READINGS = {"", "label", "address", "citizen_id", "number"}


@pytest.mark.long
def test_every_line_has_law_source_and_reason_and_leads_somewhere(catalogue):
    known = set(Procedure.objects.values_list("code", flat=True))
    assert len(offer_lines()) > 8
    for one in offer_lines():
        assert "chưa kiểm chứng" in one.law and one.source and one.why.startswith("Ông/bà vừa"), one.code
        assert bool(one.target) != bool(one.where) and one.days > 0, one.code
        assert one.after <= known and (not one.target or one.target in known), one.code


def test_a_line_leads_to_the_code_of_the_national_database_from_the_day_on_which_it_holds():
    day = date(2026, 1, 1)
    for code, former, national in (
        ("mat-mai-tang", "cxm-mai-tang", "1.001731"),
        ("mat-xoa-thuong-tru", "cxm-xoa-thuong-tru", "1.003197"),
    ):
        assert [line_on(code, on).target for on in (DAY, date(2025, 6, 30))] == [former, former]
        assert line_on(code, date(2025, 7, 1)).target == national
        assert {one.target for one in lines_after("1.000656", day) if one.code == code} == {national}
    form = (FORMS / "ho-tro-mai-tang-1.json").read_text(encoding="utf-8")
    assert all(f'"{question}"' in form for question in line_on("mat-mai-tang", day).carry)


@pytest.mark.long
def test_every_question_that_is_filled_in_or_read_exists(catalogue):
    for one in offer_lines():
        for procedure in one.after:
            asked = ProcedureVersion.objects.of(Procedure.objects.get(code=procedure), one.valid_from)
            assert logic.faults(one.when) == [], one.code
            for source in one.carry.values():
                name, _space, reading = source.partition(" ")
                assert reading in READINGS, source
                assert name.startswith("@") or name in asked.definition.fields, source
        if one.carry:
            target = ProcedureVersion.objects.of(Procedure.objects.get(code=one.target), DAY)
            assert set(one.carry) <= set(target.definition.fields), one.code


def test_of_two_lines_of_one_code_one_holds_on_a_day():
    for one, other in combinations(offer_lines(), 2):
        if one.code == other.code:
            first, second = sorted((one, other), key=lambda line: line.valid_from)
            assert first.valid_to and first.valid_to <= second.valid_from, one.code
    before, after = line_on("sinh-thai-san", DAY), line_on("sinh-thai-san", date(2026, 1, 1))
    assert before and after and "2014" in before.law and "41/2024" in after.law


def test_a_birth_a_death_and_a_marriage_have_a_next_step_and_an_adoption_has_none():
    assert {one.code for one in lines_after("1.001193", DAY)} == {
        "sinh-the-bhyt",
        "sinh-thuong-tru",
        "sinh-thai-san",
    }
    assert {one.code for one in lines_after("1.000656", DAY)} == {
        "mat-mai-tang",
        "mat-xoa-thuong-tru",
        "mat-tu-tuat",
    }
    assert {one.code for one in lines_after("1.000894", DAY)} == {"cuoi-thuong-tru"}
    assert lines_after("2.001263", DAY) == []
    codes = {one.code for one in offer_lines()}
    assert all(one.stops <= codes for one in stop_lines())
    births = {one.code for one in lines_after("1.001193", DAY)}
    assert stopped_by("2.001263", DAY) == births == stopped_by("1.000656", DAY)


def test_no_line_comes_after_a_complaint_or_a_procedure_that_tells_of_somebody():
    rules = ProvincePack(settings.PROVINCE_PACK).rows("rules.csv")
    secret = {
        code
        for row in rules
        if row["key"] in (RULE, "access.hidden_procedures")
        for code in json.loads(row["value"])
    }
    complaints = {"1.010945", "1.010943"}
    for one in offer_lines():
        assert not (one.after | {one.target}) & (secret | complaints), one.code
