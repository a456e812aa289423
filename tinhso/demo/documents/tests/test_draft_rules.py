"""The demo's drafts of rules stand at every step; one was issued with its number, and its page shows the whole way."""

from django.urls import reverse

from tinhso.casework.public import State
from tinhso.documents.models import Consultation, IssuedRule
from tinhso.kernel.site import clock


def test_drafts_wait_take_comments_are_answered_and_were_issued(demo, client):
    day = clock.today()
    rows = Consultation.objects.whole()
    assert rows.filter(opened_at=None).count() == 1
    assert [one.comments.filter(state="pending").count() for one in rows.collecting(day)] == [2]
    assert rows.filter(case__step="answer", answers__isnull=False).exists()
    answered = [one for one in rows if one.is_answered]
    assert len(answered) == 2 and all(one.report and one.result_version for one in answered)
    rule = IssuedRule.objects.whole().get()
    assert str(rule.document.number).startswith(f"01/{rule.document.number.year}/QĐ-")
    page = client.get(reverse("issued_rule", args=[rule.document.case.code])).content.decode()
    assert "Thẩm định" in page and "Thay thế" in page and "Chưa có hiệu lực" in page
    waits = rule.document.rule_steps.filter(case__state=State.IN_PROGRESS)
    assert {one.kind for one in waits} == {"gazette", "national"}
