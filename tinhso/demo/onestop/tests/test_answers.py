"""Invented answers pass the check that a citizen's own answers pass, for every form of the catalogue."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from tinhso.demo.onestop.answers import Filling
from tinhso.kernel.people.public import Person
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.forms import validate_answers
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.data import reading

DAY = date(2024, 3, 8)
FORMS = sorted(path.stem for path in (Path(reading.__file__).parent / "forms").glob("*-[0-9].json"))
PERSON = Person(
    full_name="Lê Thị Mô", id_number="038900000001", phone="0900000001", birth_date=date(1990, 5, 2)
)
UNITS = [AdminUnit(code="14797", name="Phường Mô Phỏng")]


def filling(seed: str) -> Filling:
    return Filling(PERSON, UNITS, DAY, "Cấp giấy phép bưu chính", "post", Random(seed))


@pytest.mark.parametrize("name", FORMS)
def test_answers_to_the_form_have_no_fault(name):
    form = checked_form(reading.form(name))
    for seed in range(8):
        answers = filling(f"{name}{seed}").answers(form)
        assert validate_answers(form, answers, on=DAY, known_units={"14797"}) == []
        assert answers == filling(f"{name}{seed}").answers(form)


def test_the_applicant_is_who_the_dossier_says():
    form = checked_form(reading.form("khai-tu-1"))
    text = str(filling("1").answers(form))
    assert "Lê Thị Mô" in text and "038900000001" in text


def test_the_mother_or_father_who_declares_a_birth_is_who_applies():
    form = checked_form(reading.form("khai-sinh-1"))
    found = [filling(str(seed)).answers(form) for seed in range(20)]
    names = {(who, one.get(f"ho_ten_{who}")) for one in found if (who := one["quan_he_tre"]) in ("me", "cha")}
    assert names - {("cha", None)} == {("me", "Lê Thị Mô"), ("cha", "Lê Thị Mô")}
