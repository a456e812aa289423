"""Who comes too late reads who did what; who has no part in the case learns nothing."""

import pytest
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.models import Case, Participant
from tinhso.casework.opinions.actions.give_opinion import give_opinion
from tinhso.casework.opinions.events import OpinionAsked
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.public import record
from tinhso.kernel.people.public import Post, actor_of
from tinhso.kernel.people.roles import Examiner


@pytest.fixture
def opinion(town) -> Case:
    """A opinion that officers of agency B owe to agency A; Bảo examines there."""
    Post.objects.filter(pk=town.posts["bao"].pk).update(agency=town.agency_b, roles=["examiner"])
    parent = make_case(agency=town.agency_a, kind="dossier")
    case = make_case(agency=town.agency_b, kind="opinion", state="in_progress", step="opinion", parent=parent)
    case.notes.create(kind="opinion", text="Có ý kiến gì?", for_citizen=False, written_at=NOW)
    Participant.objects.create(
        case=case, agency=town.agency_b, role="examiner", act="opinion", open=True, due_at=NOW
    )
    return case


def answer(client, case: Case, ver: int):
    return client.post(reverse("answer-opinion", args=[case.code]), {"ver": ver, "text": "Đồng ý."})


def test_the_page_of_an_opinion_has_a_form_that_leads_somewhere(client, town, opinion):
    page = town.sign_in(client, "bao").get(reverse("opinion", args=[opinion.code]))
    assert reverse("answer-opinion", args=[opinion.code]) in page.content.decode()


def test_an_old_form_is_answered_by_who_did_what(client, town, opinion):
    colleague = make_officer("ban", "Lý Thị Bạn", town.agency_b, "Chuyên viên", Examiner)
    actor = actor_of(colleague, on=town.day)
    give_opinion(opinion=opinion, ver=1, text="Nhất trí.", by=actor, now=NOW)
    record(
        OpinionAsked(case_id=opinion.pk, opinion_case_id=opinion.pk, agency_id=1, due_at=None),
        by=actor,
        at=NOW,
    )
    response = answer(town.sign_in(client, "bao"), opinion, 1)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Lý Thị Bạn" in page
    assert "đã lấy ý kiến" in page


def test_a_stale_version_is_a_conflict_and_changes_nothing(client, town, opinion):
    Case.objects.filter(pk=opinion.pk).update(ver=7)
    assert answer(town.sign_in(client, "bao"), opinion, 1).status_code == 409
    opinion.refresh_from_db()
    assert (opinion.ver, opinion.state) == (7, "in_progress")


def test_a_stranger_does_not_even_learn_that_the_case_exists(client, town, opinion):
    assert answer(town.sign_in(client, "emi"), opinion, 1).status_code == 404
