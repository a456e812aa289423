from datetime import date

from tinhso.kernel.people.public import Person
from tinhso.lib.forms import render_step
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.catalogue.papers import Paper
from tinhso.onestop.data import reading
from tinhso.onestop.intake.prefill import prefill_of

AN = Person(full_name="Lê Văn An", id_number="038090001234", birth_date=date(1990, 3, 8), phone="0912345678")


def prefilled(person):
    form = checked_form(reading.form("don-chung-1"))
    page = render_step(form, "buoc_nguoi_nop", {}, prefill=prefill_of(person))
    groups = {w.name: w for s in page.sections for w in s.widgets}
    return {part.name: part.value for group in groups.values() for part in group.widgets}


def test_a_citizen_finds_what_the_state_knows_filled_in():
    values = prefilled(AN)
    assert values["nguoi_nop.full_name"] == "Lê Văn An"
    assert values["nguoi_nop.birth_date"] == "08/03/1990"
    assert values["to_chuc.name"] == values["nguoi_nop_ho.full_name"] == ""


def test_an_organisation_fills_in_the_organisation():
    values = prefilled(Person(kind=Person.Kind.ORGANISATION, full_name="Công ty A", id_number="2800123456"))
    assert (values["to_chuc.name"], values["to_chuc.tax_code"]) == ("Công ty A", "2800123456")
    assert values["nguoi_nop.full_name"] == ""


def test_nobody_is_known_without_a_person():
    assert prefill_of(None) == {}


def test_a_paper_is_asked_for_when_the_answers_call_for_it():
    paper = Paper(id="a", name="A", show_if={">": [{"var": "so_tang"}, 6]})
    assert paper.is_required({"so_tang": 7})
    assert not paper.is_required({"so_tang": 2})
    assert Paper(id="b", name="B").is_required({})
