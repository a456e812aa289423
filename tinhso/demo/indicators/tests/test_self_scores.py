"""The 47 communes of the demo, each with its own assessment, evidence, verification and decision."""

import pytest
from django.db import connection
from django.urls import reverse

from tinhso.kernel.site import clock

pytestmark = pytest.mark.long
WITHOUT = """
select count(*) from indicators_recognition r join indicators_criteriaset s on s.id = r.criteria_id
where s.subject = 'commune' and not exists (
  select 1 from indicators_assessment a join indicators_assessmentround o on o.id = a.round_id
  where o.criteria_id = s.id and a.agency_id = r.agency_id and a.state = 'verified'
    and a.begun_at < a.submitted_at and a.submitted_at < a.verified_at and a.verified_at::date < r.decided_on
    and (select count(*) from indicators_assessmentscore c where c.assessment_id = a.id
         and c.explanation <> '' and c.verified_score <= c.self_score) = 6)
"""
FACTS = "select count(*), count(distinct number), count(distinct decided_on) from indicators_recognition"
UNPROVED_LOWER = """
select count(*) from indicators_assessmentscore where verified_score <> self_score and reason = ''
"""
UNTOLD = """
select count(*) from indicators_assessment a where not exists (
  select 1 from kernel_event e where e.name = 'indicators.AssessmentSubmitted'
    and (e.payload->>'assessment_id')::bigint = a.id)
"""
FIRMS = """
select state, count(*) from indicators_assessment where firm_id is not null group by state order by state
"""


def rows_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_each_recognised_commune_was_assessed_before_its_decision(demo):
    assert rows_of(WITHOUT) == rows_of(UNPROVED_LOWER) == rows_of(UNTOLD) == [(0,)]
    assert rows_of(FACTS) == [(47, 47, 47)]
    assert rows_of(FIRMS) == [("submitted", 1), ("verified", 3)]


def test_the_page_tells_the_plan_beside_and_that_nobody_proved_who_decides(demo, client):
    page = client.get(reverse("criteria_set", args=["xa"])).content.decode()
    assert "Đã được công nhận (47)" in page and "QĐ 969/QĐ-UBND" in page
    assert "năm 2022: 94 xã; năm 2023: 132 xã" in page
    assert "Cơ quan nào ra quyết định công nhận: chưa kiểm chứng." in page
    if clock.today().year == 2024:
        assert "năm 2025" not in page  # a later year's target is not told yet


def test_a_dozen_good_models_and_tasks_in_time_and_late(demo):
    assert rows_of("select count(*) from indicators_goodmodel") == [(12,)]
    late = "select count(*) from casework_case where kind = 'plan_task' and state <> 'done' and due_at < %s"
    with connection.cursor() as cursor:
        cursor.execute(late, [clock.now()])
        assert cursor.fetchone()[0] >= 1
