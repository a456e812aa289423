"""Officers are reminded once a rung: the working day before, the due day, and when it is late."""

from datetime import datetime, timedelta

import pytest

from tinhso.casework.models import Case, Participant, Reminder
from tinhso.casework.radar.actions.remind import remind
from tinhso.casework.tests.makers import HANOI, make_case
from tinhso.kernel.notices.public import Notice, wording

DUE = datetime(2024, 3, 11, 17, 0, tzinfo=HANOI)  # a Monday
FRIDAY = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)


@pytest.fixture
def case(town) -> Case:
    case = make_case(agency=town.agency_a, kind="dossier", state="in_progress", step="examine", due_at=DUE)
    Participant.objects.create(
        case=case, agency=town.agency_a, role="examiner", act="examine", open=True, due_at=DUE
    )
    return case


def rungs(case: Case) -> list[str]:
    return list(Reminder.objects.filter(case=case).order_by("pk").values_list("rung", flat=True))


def test_each_rung_is_told_once(case, town):
    for moment in (
        FRIDAY - timedelta(days=1),
        FRIDAY,
        FRIDAY,
        DUE - timedelta(hours=3),
        DUE + timedelta(hours=1),
    ):
        remind(now=moment)
        remind(now=moment)
    assert rungs(case) == ["soon", "due", "late"]
    assert list(Notice.objects.values_list("user", flat=True)) == [town.emi.pk] * 3


def test_the_words_say_which_dossier_and_until_when(case):
    remind(now=FRIDAY)
    notice = Notice.objects.get()
    words = wording(notice.template, notice.params)
    assert case.code in words.subject
    assert "17:00 ngày 11/03/2024" in words.text
    assert len(words.sms) <= 160


def test_the_officer_named_is_told_and_nobody_else(case, town):
    Participant.objects.filter(case=case).update(officer=town.chi)
    remind(now=FRIDAY)
    assert Notice.objects.get().user == town.chi


def test_what_waits_for_the_citizen_or_has_its_result_reminds_nobody(case):
    Case.objects.filter(pk=case.pk).update(settled_at=FRIDAY)
    assert remind(now=DUE + timedelta(days=1)).turns == 0
    Case.objects.filter(pk=case.pk).update(settled_at=None)
    Participant.objects.filter(case=case).update(due_at=None)
    assert remind(now=DUE + timedelta(days=1)).turns == 0


def test_a_new_due_date_begins_a_new_ladder(case):
    remind(now=DUE + timedelta(hours=1))
    later = DUE + timedelta(days=1)
    Participant.objects.filter(case=case).update(due_at=later)
    remind(now=later - timedelta(hours=2))
    assert rungs(case) == ["late", "due"]
