"""Every form of our own goes all the way by the real actions, and names each answer that is missing."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from tinhso.casework.public import State
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.forms import validate_answers
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.data import reading
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.dossier.actions.save_answers import save_answers
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.actions.submit_dossier import Incomplete, submit_dossier
from tinhso.onestop.models import Dossier, FeeCharge, Procedure, ProcedureVersion
from tinhso.onestop.money.actions.receive_payment import receive_cash
from tinhso.onestop.money.actions.set_fee_amount import set_fee_amount
from tinhso.onestop.tests.filling import UNIT, filled, required_leaves, settle_as_typed, turns, without
from tinhso.onestop.tests.makers import make_file, make_instance, make_rules

DAY, NOW = date(2024, 3, 8), datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)
ROWS = {row.code: row for row in reading.procedures()}
WRITTEN = [v for v in reading.versions() if "procedure" in v]
OWN_FORMS = [v for v in WRITTEN if v["form"]["id"] != "don-chung"]
TODAYS = {v["procedure"]: v for v in OWN_FORMS if v["valid_from"] <= DAY < (v["valid_to"] or date.max)}
FORMS = {(v["form"]["id"], v["form"].get("version")): checked_form(v["form"]) for v in OWN_FORMS}
ASKING = ("Nhập", "Chọn", "Trả lời", "Đánh dấu", "Thêm")


def test_every_form_of_our_own_is_among_those_that_are_filled_here():
    """Those that the law of the day knows; what begins later is filled by `onestop/tests/test_most_used.py`."""
    begun = {v["form"]["id"] for v in OWN_FORMS if v["valid_from"] <= DAY}
    assert begun == {v["form"]["id"] for v in TODAYS.values()}
    assert len(TODAYS) >= 27


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_every_branch_of_a_form_can_be_filled(form):
    met = set()
    for turn in range(turns(form)):
        answers = filled(form, on=DAY, turn=turn)
        met |= answers.keys()
        assert validate_answers(form, answers, on=DAY, known_units={UNIT}) == []
    assert {i for i, field in form.fields.items() if field.type != "note"} - met == set()


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_each_answer_that_is_missing_is_asked_for_in_words(form):
    for turn in range(turns(form)):
        answers = filled(form, on=DAY, turn=turn)
        for field, path in required_leaves(form, answers):
            found = {e.path: e for e in validate_answers(form, without(answers, path), on=DAY)}
            assert path in found, (field.id, turn)
            assert found[path].missing
            assert found[path].message.startswith(ASKING), found[path].message
            assert field.label.lower().rstrip("?.:") in found[path].message.lower()


@pytest.fixture
def loaded(db, monkeypatch, town, settings, tmp_path):
    """Loads procedures of the catalogue, these and no others, and gives their versions of the day."""
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path / "files"
    make_rules()
    make_instance()

    def load(*codes):
        monkeypatch.setattr(reading, "procedures", lambda: [ROWS[code] for code in codes])
        monkeypatch.setattr(reading, "versions", lambda: [v for v in WRITTEN if v["procedure"] in codes])
        load_catalogue(by=SYSTEM, now=NOW)
        return [ProcedureVersion.objects.of(Procedure.objects.get(code=code), DAY) for code in codes]

    return load


def draft(town, version):
    return start_dossier(
        version=version,
        level=next(iter(version.time_limits)),
        agency=town.agency_a,
        desk=town.desk_a,
        person=town.an.person,
        by=town.actor("an"),
        now=NOW,
        client_key=uuid4(),
    )


def hand_in(town, version, at=NOW):
    """Filled in, with every paper that is still missing, and submitted by the citizen."""
    an, dossier = town.actor("an"), draft(town, version)
    save_answers(dossier=dossier, answers=filled(version.definition, on=DAY), by=an)
    for state in paper_states(dossier):
        if state.missing:
            file = make_file(an, name=f"{state.paper.id}.pdf")
            attach_file(dossier=dossier, paper=state.paper.id, file=file, by=an, now=at)
    submit_dossier(dossier=dossier, by=an, now=at)
    return Dossier.objects.whole().get(pk=dossier.pk)


def pay(town, dossier):
    """What is announced as due before acceptance is paid at the desk, which enters what only it can tell; the dossier
    after that."""
    words = {"by": town.actor("binh"), "now": NOW}
    for charge in FeeCharge.objects.whole().filter(dossier=dossier, due=FeeCharge.Due.ACCEPT):
        for line, part in enumerate(charge.parts):
            if part.due is None:
                set_fee_amount(
                    charge_id=charge.pk, ver=charge.ver, line=line, amount=50_000, source="NQ", **words
                )
                charge.refresh_from_db()
        receive_cash(charge_id=charge.pk, ver=charge.ver, amount=charge.rest, **words)
    return Dossier.objects.whole().get(pk=dossier.pk)


@pytest.mark.long
@pytest.mark.parametrize("code", TODAYS)
def test_a_filled_form_is_handed_in_and_received(town, loaded, code):
    (version,) = loaded(code)
    assert version.own_form
    dossier = hand_in(town, version)
    assert dossier.case.state == State.SUBMITTED
    dossier = settle_as_typed(pay(town, dossier), by=town.actor("binh"), now=NOW)
    accept_dossier(dossier=dossier, ver=dossier.case.ver, by=town.actor("binh"), now=NOW)
    assert dossier.case.step == "forward"
    assert dossier.case.due_at > NOW


@pytest.mark.long
def test_an_empty_form_is_refused_with_what_is_missing(town, loaded):
    for version in loaded(*TODAYS):
        with pytest.raises(Incomplete) as refused:
            submit_dossier(dossier=draft(town, version), by=town.actor("an"), now=NOW)
        assert refused.value.errors, version.procedure.code
        assert all(error.message for error in refused.value.errors), version.procedure.code


def test_what_is_done_the_same_day_is_due_that_evening_and_after_15_the_next_working_day(town, loaded):
    (version,) = loaded("1.001193")
    dues = []
    for hour in (9, 15):
        at = NOW.replace(hour=hour, minute=30)
        dossier = settle_as_typed(hand_in(town, version, at), by=town.actor("binh"), now=at)
        accept_dossier(dossier=dossier, ver=dossier.case.ver, by=town.actor("binh"), now=at)
        dues.append(dossier.case.due_at.astimezone(HANOI).date())
    assert dues == [date(2024, 3, 8), date(2024, 3, 11)]
