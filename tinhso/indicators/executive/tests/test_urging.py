"""Đôn đốc: leaders urge an agency about what is overdue, its head is told and answers."""

from datetime import date

import pytest
from django.urls import reverse

from tinhso.casework.public import NotYourTurn, Stale
from tinhso.indicators.executive.actions.answer_urging import answer_urging
from tinhso.indicators.executive.actions.urge_agency import (
    NobodyHeads,
    NothingOverdue,
    UrgedAlready,
    urge_agency,
)
from tinhso.indicators.models import AgencyUrging
from tinhso.indicators.rights.permissions import FiguresForbidden, can_urge
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.public import EntryRefused

pytestmark = pytest.mark.django_db
DUE = date(2024, 3, 13)


@pytest.fixture
def late(town, monkeypatch):
    """Two cases overdue at A, one at B, which nobody heads."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    for day in ("2024-03-01", "2024-03-06"):
        make.make_case(town, None, due_at=make.at(day), first_due_at=make.at(day))
    make.make_case(
        town, None, agency=town.agency_b, due_at=make.at("2024-03-06"), first_due_at=make.at("2024-03-06")
    )
    return town


def urge(town, who="sau", **changes):
    given = {"agency": town.agency_a, "text": "Giải quyết dứt điểm", "due_on": DUE, "sender": town.committee}
    return urge_agency(**given | changes, by=town.actor(who), now=make.NOW)


def answer(town, urging, who="chi", **changes):
    given = {"urging": urging, "ver": urging.case.ver, "text": "Xong trước 15/3"}
    return answer_urging(**given | changes, by=town.actor(who), now=make.NOW)


def test_the_head_is_told_how_much_is_overdue_and_answers_and_both_are_logged(late):
    urging = urge(late)
    assert (urging.overdue, urging.oldest_at) == (2, make.at("2024-03-01"))
    assert [notice.user for notice in Notice.objects.all()] == [late.chi]
    answer(late, urging)
    urging.refresh_from_db()
    assert (urging.answer, urging.answered_by) == ("Xong trước 15/3", late.chi)
    assert urging.case.finished_at == make.NOW
    assert {notice.user for notice in Notice.objects.all()} == {late.chi, late.sau}
    events = {row.name: row.payload for row in EventRow.objects.filter(name__startswith="indicators.")}
    assert events["indicators.AgencyUrged"]["overdue"] == 2
    assert "dứt điểm" not in str(events) and "15/3" not in str(events)
    assert urge(late).case.code != urging.case.code


def test_what_cannot_be_urged_is_refused(late):
    with pytest.raises(FiguresForbidden):
        urge(late, "binh")
    with pytest.raises(EntryRefused, match="nội dung"):
        urge(late, text=" ")
    with pytest.raises(EntryRefused, match="sau hôm nay"):
        urge(late, due_on=make.NOW.date())
    with pytest.raises(NobodyHeads):
        urge(late, agency=late.agency_b)
    urge(late)
    with pytest.raises(UrgedAlready):
        urge(late)


def test_an_agency_without_anything_overdue_is_not_urged(town):
    with pytest.raises(NothingOverdue):
        urge(town)


def test_only_leaders_above_urge_and_only_the_head_answers(late):
    assert can_urge(late.agency_a, late.actor("sau"), make.NOW.date())
    assert not can_urge(late.committee, late.actor("sau"), make.NOW.date())
    assert not can_urge(late.agency_b, late.actor("chi"), make.NOW.date())
    assert not can_urge(late.agency_a, late.actor("emi"), make.NOW.date())
    urging = urge(late)
    with pytest.raises(NotYourTurn):
        answer(late, urging, "sau")
    with pytest.raises(EntryRefused):
        answer(late, urging, text="")
    with pytest.raises(Stale):
        answer(late, urging, ver=99)


def test_from_the_page_to_the_answer_by_the_pages_alone(late, client, django_assert_max_num_queries):
    late.sign_in(client, "sau")
    page = reverse("urge_agency", args=[late.agency_a.code])
    with django_assert_max_num_queries(12):
        proposed = client.get(page).content.decode()
    assert "2 test" in proposed and 'value="13/03/2024"' in proposed  # three working days on
    wrong = client.post(page, {"text": "Nhớ làm", "due_on": "08/03/2024"})
    assert wrong.status_code == 422 and "Nhớ làm" in wrong.content.decode()
    sent = client.post(page, {"text": "Giải quyết dứt điểm", "due_on": "13/03/2024"})
    url = reverse("urging", args=[AgencyUrging.objects.get().case.code])
    assert sent["Location"] == url
    late.sign_in(client, "chi")
    with django_assert_max_num_queries(12):
        assert "Giải quyết dứt điểm" in client.get(url).content.decode()
    ver = AgencyUrging.objects.get().case.ver
    to = reverse("answer_urging", args=[AgencyUrging.objects.get().case.code])
    assert client.post(to, {"ver": ver, "text": ""}).status_code == 422
    assert client.post(to, {"ver": ver, "text": "Đã xong"}).status_code == 302
    assert "Đã xong" in client.get(url).content.decode()
    late.sign_in(client, "bao")
    assert client.get(url).status_code == 404
    assert client.get(page).status_code == 403
