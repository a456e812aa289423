"""Who may do what with a case, and who may not."""

import pytest

from tests.town import make_officer
from tinhso.casework.answer_templates.permissions import can_keep_templates
from tinhso.casework.calendar.permissions import can_keep_calendars
from tinhso.casework.case import turns
from tinhso.casework.case.permissions import can_act, can_hand_in
from tinhso.casework.corrections.permissions import can_confirm_correction, can_correct
from tinhso.casework.models import Case
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.people.roles import Head

EVERYBODY = ("an", "dung", "binh", "emi", "chi", "van", "bao", "quan", "tra", "sau")


def others(town, *who):
    """Everybody of the cast but these, and a visitor."""
    return [*(town.actor(name) for name in EVERYBODY if name not in who), Actor()]


@pytest.fixture
def case(town) -> Case:
    """An's, received at the desk of A, settled there and waiting for an examiner."""
    case = make_case(
        agency=town.agency_a,
        desk=town.desk_a,
        person=town.an.person,
        settled_at=NOW,
        source=Case.Source.OWN_PORTAL,
    )
    turns.give_turn(case.pk, agency_id=town.agency_a.pk, role="examiner", act="examine", due_at=None)
    return case


def test_who_has_the_turn_acts(town, case):
    assert can_act(case, town.actor("emi"))
    for by in (*others(town, "emi"), SYSTEM):
        assert not can_act(case, by)


def test_the_applicant_hands_in_and_the_desk_what_came_on_paper(town, case):
    assert can_hand_in(case, town.actor("an"))
    for by in others(town, "an"):
        assert not can_hand_in(case, by)
    case.source = Case.Source.COUNTER
    assert can_hand_in(case, town.actor("binh"))
    for by in others(town, "an", "binh"):
        assert not can_hand_in(case, by)
    case.desk_id = None
    assert not can_hand_in(case, town.actor("binh"))


def test_the_head_who_answers_for_the_figures_corrects_what_is_settled(town, case):
    assert can_correct(case, town.actor("chi"))
    for by in others(town, "chi"):
        assert not can_correct(case, by)
    case.settled_at = None
    assert not can_correct(case, town.actor("chi"))


def test_another_head_there_or_above_confirms_a_correction(town, case):
    town.tho = make_officer("tho", "Lê Văn Thọ", town.committee, "Chủ tịch", Head)
    town.lan = make_officer("lan", "Lê Lan", town.agency_b, "Giám đốc", Head)
    assert can_confirm_correction(case, None, town.actor("chi"))
    assert can_confirm_correction(case, town.chi.pk, town.actor("tho"))
    assert not can_confirm_correction(case, town.chi.pk, town.actor("chi"))
    assert not can_confirm_correction(case, None, town.actor("lan"))
    for by in others(town, "chi"):
        assert not can_confirm_correction(case, None, by)


def test_head_and_clerk_keep_the_templates_of_their_agency(town):
    for name in ("chi", "van"):
        assert can_keep_templates(town.actor(name), town.agency_a.pk)
        assert not can_keep_templates(town.actor(name), town.agency_b.pk)
    for by in others(town, "chi", "van"):
        assert not can_keep_templates(by, town.agency_a.pk)


def test_an_administrator_keeps_the_calendars(town):
    assert can_keep_calendars(town.actor("quan"))
    for by in others(town, "quan"):
        assert not can_keep_calendars(by)
