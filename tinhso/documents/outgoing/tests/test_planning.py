"""Issued documents by which an agency plans are offered to its officers who may read them, and to nobody else."""

from types import SimpleNamespace

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing import planning
from tinhso.documents.outgoing.tests import makers as drafts
from tinhso.kernel.site import clock


def issued(office, code, subject):
    return drafts.as_issued(office, drafts.draft(office, code, subject=subject))


@pytest.fixture
def offered(office, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(planning, "actor_for", lambda request: office.actor(request.who))
    return lambda who: [one.subject for one in planning.planning_documents(SimpleNamespace(who=who))]


def test_only_issued_ones_that_stand_and_by_which_one_plans(office, offered, django_assert_max_num_queries):
    plan = issued(office, "KH", "Kế hoạch số")
    drafts.draft(office, "KH", subject="Kế hoạch chưa ban hành")
    issued(office, "TB", "Thông báo")
    with django_assert_max_num_queries(6):
        assert offered("emi") == ["Kế hoạch số"]
    OutgoingDocument.objects.filter(pk=plan.pk).update(
        recalled_at=NOW, recalled_by=office.chi, recall_reason="Nhầm"
    )
    assert offered("emi") == []


def test_nobody_is_offered_what_they_have_no_seat_at(office, offered):
    issued(office, "KH", "Kế hoạch số")
    assert offered("tra") == []
