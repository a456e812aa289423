"""What was said once is not asked again: the mother who files, and the commune that was chosen."""

from types import SimpleNamespace

from tinhso.lib.forms.check import checked_form
from tinhso.onestop.data.form_files import carried_rules, form
from tinhso.onestop.intake.carried_answers import with_carried

MOTHER = {
    "nguoi_yeu_cau": {"full_name": "Lê Thị An", "id_number": "038190000001", "birth_date": "1990-09-02"},
    "noi_o": {"unit": "15271", "detail": "Tiểu khu 3"},
    "quan_he_tre": "me",
}
NAMES = {"15271": "Thị trấn Hà Trung"}


def dossier(answers, place="15271"):
    version = SimpleNamespace(definition=birth())
    case = SimpleNamespace(place=SimpleNamespace(code=place) if place else None)
    return SimpleNamespace(source_records=dict, answers=answers, version=version, case=case)


def birth():
    return checked_form(form("khai-sinh-1"))


def test_the_mother_who_files_is_not_asked_who_the_mother_is():
    answers = with_carried(dossier(MOTHER), NAMES)
    assert answers["ho_ten_me"] == "Lê Thị An"
    assert answers["nam_sinh_me"] == "1990"
    assert answers["giay_to_me"] == "038190000001"
    assert answers["noi_cu_tru_me"] == "Tiểu khu 3, Thị trấn Hà Trung"
    assert "ho_ten_cha" not in answers


def test_what_was_typed_stays():
    assert with_carried(dossier(MOTHER | {"ho_ten_me": "Lê Thị Ân"}), NAMES)["ho_ten_me"] == "Lê Thị Ân"


def test_the_commune_that_was_chosen_stands_in_the_address():
    assert with_carried(dossier({}), NAMES)["noi_o"] == {"unit": "15271"}
    assert "noi_o" not in with_carried(dossier({}, place=""), NAMES)


def test_every_rule_names_questions_that_its_form_asks():
    asked = birth()
    for rule in carried_rules()["khai-sinh"]:
        assert rule["fill"].keys() <= asked.fields.keys()
