"""Who acts for the province is told by the day: the sight of a coordinator passes on with the duty."""

from datetime import date, timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.duties.actions.give_duty import give_duty
from tinhso.security.duties.permissions import (
    can_answer_for,
    can_coordinate,
    can_give_duties,
    can_keep_system,
)
from tinhso.security.duties.upkeep import specialised_unit
from tinhso.security.models import InformationSystem, SecurityDuty
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import registered

DAY = NOW.date()
PAGE = "/can-bo/an-toan-thong-tin/chuyen-trach/"
NEW = "/can-bo/an-toan-thong-tin/giao-nhiem-vu/"


def give(town, who="quan", **words):
    usual = {
        "duty": "specialised",
        "agency": town.agency_b,
        "starts": DAY,
        "source": "QĐ 1",
        "by": town.actor(who) if who else SYSTEM,
        "now": NOW,
    }
    return give_duty(**usual | words)


def test_the_duty_passes_on_and_with_it_the_sight(guarded):
    system = registered(guarded, guarded.agency_a, "anh")
    cuc = guarded.actor("cuc")
    assert InformationSystem.objects.visible_to(cuc, on=DAY).get() == system
    give(guarded)
    before = SecurityDuty.objects.get(agency=guarded.committee)
    assert before.valid.upper == DAY
    assert not InformationSystem.objects.visible_to(cuc, on=DAY).exists()
    assert InformationSystem.objects.visible_to(cuc, on=DAY - timedelta(days=1)).exists()
    assert not can_coordinate(cuc, on=DAY)
    assert EventRow.objects.filter(name="security.SecurityDutyGiven").exists()


def test_what_giving_refuses(guarded):
    with pytest.raises(SecurityForbidden):
        give(guarded, "cuc")
    with pytest.raises(EntryRefused, match="quyết định"):
        give(guarded, source=" ")
    with pytest.raises(EntryRefused, match="không tồn tại"):
        give(guarded, starts=date(2001, 1, 1))
    give(guarded)
    with pytest.raises(EntryRefused, match="Đã có cơ quan"):
        give(guarded, starts=date(2023, 1, 1))


def test_who_may_what(guarded):
    anh, bach, ho = (guarded.actor(name) for name in ("anh", "bach", "ho"))
    system = registered(guarded, guarded.agency_a, "anh")
    assert can_coordinate(guarded.actor("cuc"), on=DAY) and not can_coordinate(anh, on=DAY)
    assert can_answer_for(guarded.agency_a.pk, anh, on=DAY)
    assert not can_answer_for(guarded.agency_a.pk, bach, on=DAY)
    assert can_keep_system(system, anh, on=DAY) and not can_keep_system(system, ho, on=DAY)
    assert can_give_duties(guarded.actor("quan")) and not can_give_duties(anh)


def test_the_doctor_tells_when_nobody_coordinates(guarded):
    (found,) = specialised_unit()
    assert found.level == "good"
    SecurityDuty.objects.all().delete()
    (found,) = specialised_unit()
    assert found.level == "note"
    guarded.owned = InformationSystem.objects.create(
        code="x", client_key="00000000-0000-0000-0000-000000000001", name="x", purpose="x",
        owner=guarded.agency_a, operator=guarded.agency_a, data_kinds="x", users="x", people_count=1,
        criteria=["public-only"], level=1, rules="nd-85-2016", starts=DAY, folded="x", at=NOW,
    )  # fmt: skip
    (found,) = specialised_unit()
    assert found.level == "wrong"


def test_the_administrator_enters_it_on_a_page(guarded, client, django_assert_max_num_queries):
    guarded.sign_in(client, "quan")
    assert client.post(NEW, {"duty": "response"}).status_code == 422
    data = {"duty": "response", "agency": guarded.agency_b.pk, "starts": "01/01/2024", "source": "QĐ 5"}
    assert client.post(NEW, data)["Location"] == PAGE
    with django_assert_max_num_queries(12):
        page = client.get(PAGE).content.decode()
    assert "Đội ứng cứu" in page and "Sở B" in page
    guarded.sign_in(client, "anh")
    assert client.get(PAGE).status_code == 200 and client.get(NEW).status_code == 403
