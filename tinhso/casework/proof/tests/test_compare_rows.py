"""The jobs that hold rows against the log: what they note, whom they tell, and what /kiem-chung/ shows of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tests.town import tell_accounts
from tinhso.casework.events import RecordsCompared, RowsCompared
from tinhso.casework.proof import comparison_runs
from tinhso.casework.proof.actions.compare_changed_rows import compare_changed_rows
from tinhso.casework.proof.actions.compare_rows import compare_rows
from tinhso.casework.proof.last_comparison import noted
from tinhso.casework.tests.makers import NOW, make_case, record_takeover
from tinhso.kernel.events.public import EventRow, name_of
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.models import User
from tinhso.kernel.site.declare import Measure, all_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town):
    made = make_case()
    record_takeover(made)
    tell_accounts()
    compare_rows(now=NOW)
    return made


def by_hand(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def notes() -> int:
    return EventRow.objects.filter(name=name_of(RowsCompared)).count()


@pytest.mark.long
def test_nothing_new_is_not_written_down_again_for_an_hour(case, monkeypatch):
    assert (notes(), noted().differing) == (1, 0)
    compare_changed_rows(now=NOW)
    assert notes() == 1
    monkeypatch.setattr(comparison_runs, "NEWS_AFTER", timedelta(0))
    compare_changed_rows(now=NOW)
    assert notes() == 2


@pytest.mark.long
def test_a_change_is_noted_once_with_its_measures_and_so_is_its_mending(case, town):
    by_hand("update casework_case set opened_at = opened_at - interval '1 day' where id = %s", case.pk)
    for _ in range(2):
        compare_changed_rows(now=NOW)
    assert (notes(), noted().everything.ids, noted().everything.cases) == (2, {case.pk}, 1)
    notice = Notice.objects.get(topic="casework.proof")
    assert notice.user_id == town.posts["tra"].user_id and notice.path == reverse("audit")
    by_hand("update casework_case set opened_at = opened_at + interval '1 day' where id = %s", case.pk)
    compare_changed_rows(now=NOW)
    assert (notes(), bool(noted().everything)) == (3, False)


@pytest.mark.long
def test_more_than_are_named_make_every_measure_of_cases_doubtful(case, monkeypatch):
    monkeypatch.setattr(comparison_runs, "MOST_NAMED", 0)
    by_hand("update casework_case set opened_at = opened_at - interval '1 day' where id = %s", case.pk)
    compare_changed_rows(now=NOW)
    behind = [one.code for one in all_of(Measure) if noted().behind([one.code])]
    assert "onestop.settled" in behind and noted().behind(behind).cases == 1
    found = compare_changed_rows(now=NOW)
    assert (found.differing, notes()) == (1, 2), "only a whole run tells anew"


@pytest.mark.long
def test_an_account_that_differs_is_told_like_a_case_and_figures_that_count_by_it(case, client, town):
    forged = User.objects.get(pk=town.an.pk)
    by_hand("update people_user set identity_level = 3 - identity_level where id = %s", forged.pk)
    compare_rows(now=NOW)
    kind = next(one for one in noted().kinds if one.code == "accounts")
    assert (kind.differing, noted().everything.others) == (1, 1)
    by_level = [m.code for m in all_of(Measure) if noted().behind([m.code])]
    assert by_level and set(by_level) == set(kind.measures)
    assert Notice.objects.get(topic="casework.proof").user_id == town.posts["tra"].user_id
    page = town.sign_in(client, "tra").get(reverse("audit")).content.decode()
    assert "1 tài khoản không đúng với sự kiện của mình" in page and f"số {forged.pk}: people_user" in page
    other = town.sign_in(client, "sau").get(reverse("audit")).content.decode()
    assert "1 tài khoản không đúng" in other and f"số {forged.pk}: people_user" not in other
    by_hand("update people_user set identity_level = 3 - identity_level where id = %s", forged.pk)
    compare_rows(now=NOW)
    assert not noted().everything


def test_issued_papers_are_among_the_records_of_the_night(case):
    row = EventRow.objects.get(name=name_of(RecordsCompared))
    records = [one[0] for one in row.payload["records"]]
    assert records == ["accounts", "papers", "document_numbers", "exchange_calls"]
