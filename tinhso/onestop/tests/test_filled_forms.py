"""Every form of our own goes all the way by the real actions, and names each answer that is missing."""

import pytest

from tinhso.casework.public import State
from tinhso.lib.forms import FormDefinition, logic, validate_answers
from tinhso.onestop.actions.attach_file import attach_file
from tinhso.onestop.actions.save_answers import save_answers
from tinhso.onestop.actions.submit_dossier import Incomplete, submit_dossier
from tinhso.onestop.data import reading
from tinhso.onestop.models import Procedure, ProcedureVersion
from tinhso.onestop.papers import paper_states
from tinhso.onestop.tests.filled_forms import FILLED
from tinhso.onestop.tests.makers import NOW, SINCE, SOURCE, make_file

FIRST = {v["procedure"]: v for v in reversed(reading.versions()) if "procedure" in v}
TODAY = NOW.date()


def written(code):
    """The version of the day of the tests."""
    versions = [v for v in reading.versions() if v.get("procedure") == code]
    return next(v for v in versions if v["valid_from"] <= TODAY < v["valid_to"])


def publish(shop, code):
    data = written(code)
    plain = {"name": code, "field": shop.version.procedure.field, "content_digest": "", "sort_key": code}
    procedure = Procedure.objects.create(code=code, valid=SINCE, source=SOURCE, **plain)
    kept = {
        name: data[name] for name in ("number", "form", "papers", "process", "result_name", "legal_basis")
    }
    limits = {"province": next(iter(data["time_limits"].values()))}
    shop.version = ProcedureVersion.objects.create(
        procedure=procedure, time_limits=limits, valid=SINCE, source=SOURCE, published_at=NOW, **kept
    )
    return shop


def test_each_form_that_is_not_the_general_one_has_an_example():
    own = {v["procedure"] for v in FIRST.values() if v["form"]["id"] != "don-chung"}
    assert own - {"1.003659", "cxm-nha-o-rieng-le"} == set(FILLED)


@pytest.mark.django_db
@pytest.mark.parametrize("code", FILLED)
def test_a_filled_form_is_handed_in(shop, code):
    dossier, an = publish(shop, code).start(), shop.actor("an")
    save_answers(dossier=dossier, answers=FILLED[code], by=an)
    dossier = shop.fresh(dossier)
    for state in paper_states(dossier):
        if state.missing:
            attach_file(dossier=dossier, paper=state.paper.id, file=make_file(an), by=an, now=NOW)
    assert submit_dossier(dossier=dossier, by=an, now=NOW).endswith("-0001")
    assert shop.fresh(dossier).case.state == State.SUBMITTED


@pytest.mark.django_db
@pytest.mark.parametrize("code", FILLED)
def test_an_empty_form_is_refused_with_what_is_missing(shop, code):
    dossier = publish(shop, code).start()
    with pytest.raises(Incomplete) as refused:
        submit_dossier(dossier=dossier, by=shop.actor("an"), now=NOW)
    assert {"cam_doan"} <= {error.path[0] for error in refused.value.errors}
    assert all(error.message for error in refused.value.errors)


@pytest.mark.parametrize("code", FILLED)
def test_each_answer_that_is_missing_gives_its_own_message(code):
    form = FormDefinition.from_json(written(code)["form"])
    answers = FILLED[code]
    assert validate_answers(form, answers, on=TODAY) == []
    for name, field in form.fields.items():
        if not field.required or not logic.holds(form.conditions.get(name, True), answers):
            continue
        rest = {k: v for k, v in answers.items() if k != name}
        named = [e for e in validate_answers(form, rest, on=TODAY) if e.path[0] == name]
        assert named, name
        assert named[0].message.startswith(("Nhập", "Chọn", "Trả lời", "Đánh dấu", "Thêm")), named[0].message
