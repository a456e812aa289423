"""National databases on the board, and who is told of what fails, is paused or nearly used up, once a day."""

from datetime import timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.suspend_agreement import suspend_agreement
from tinhso.exchange.agreements.terms import Quota
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.conftest import service
from tinhso.exchange.data_uses.tests.makers import call
from tinhso.exchange.models import InformationSystem, Service
from tinhso.exchange.monitoring.actions.notify_of_troubles import notify_of_troubles
from tinhso.exchange.monitoring.board import board, databases
from tinhso.exchange.monitoring.views import monitoring
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.mark_national import mark_national
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.public import EntryRefused

PAGE = "/can-bo/chia-se-du-lieu/theo-doi/"
QUOTA = Quota(per_second=5, per_day=10, concurrent=2)


@pytest.fixture
def national(joined):
    town = joined
    town.agreement = approved(town, begins=NOW.date(), quota=QUOTA)
    town.person = town.an.person
    mark(town)
    return town


def mark(town, who="cuc", national=True):
    mark_national(system=town.service.system, national=national, by=town.actor(who), now=NOW)


def notify_now(hours=0):
    return notify_of_troubles(by=SYSTEM, now=NOW + timedelta(hours=hours))


def notified(template):
    found = Notice.objects.filter(template=f"exchange.{template}")
    return sorted(found.values_list("user__username", flat=True))


def test_the_operator_alone_says_which_system_is_a_national_database(national):
    with pytest.raises(EntryRefused, match="như vậy"):
        mark(national)
    for who in ("dao", "hoa", "giang", "an"):
        with pytest.raises(ExchangeForbidden):
            mark(national, who, national=False)
    mark(national, national=False)
    assert not InformationSystem.objects.filter(national=True).exists()
    events = EventRow.objects.filter(name="exchange.SystemMarked").order_by("pk")
    assert [one.payload["national"] for one in events] == [True, False]


def test_a_database_of_several_services_is_one_line_with_their_sums(national):
    town = national
    call(town.person, town.agreement, hours=1)
    call(town.person, town.agreement, hours=24 * 366)
    two = service(town, town.service.system, code="khac")
    call(town.person, None, service=str(two))
    assert len(board(NOW)) == 1
    (one,) = databases(board(NOW))
    assert (one.code, one.services, one.this_year, one.same_days) == ("connected", 1, 1, 1)
    mark(town, national=False)
    assert databases(board(NOW)) == []


def test_who_may_call_it_and_the_operator_are_told_once_a_day_that_it_fails(national):
    town = national
    assert notify_now() == 0
    for _n in range(5):
        call(town.person, None, code="provider_timeout", status=504)
    assert notify_now() == notify_now(1) == 1
    assert notified("database_failing") == ["chi", "cuc", "dao", "hai", "hoa"]
    for _n in range(5):
        call(town.person, None, hours=-23, code="provider_timeout", status=504)
    assert notify_now(24) == 1 and len(notified("database_failing")) == 10


def test_a_paused_one_is_told_of_and_one_in_announced_maintenance_is_not(national):
    town = national
    Service.objects.update(
        maintenance_from=NOW, maintenance_until=NOW + timedelta(hours=1), maintenance_words="Nâng cấp"
    )
    assert notify_now() == 0
    suspend_agreement(agreement=town.agreement, ground="safety", text="x", by=town.actor("dao"), now=NOW)
    assert notify_now() == 1 and set(notified("database_paused")) == {"chi", "cuc", "dao"}
    mark(town, national=False)
    assert notify_now(24) == 0


def test_both_sides_are_told_when_the_quota_of_the_day_is_nearly_used_up(national):
    town = national
    for _n in range(7):
        call(town.person, town.agreement, hours=0.1)
    call(town.person, town.agreement, hours=30)
    assert notify_now() == 0
    call(town.person, town.agreement, hours=0)
    assert notify_now() == notify_now(1) == 1
    assert notified("quota_near") == ["chi", "dao", "hai", "hoa"]
    assert Notice.objects.filter(template="exchange.quota_near").first().params["percent"] == 80


def test_the_system_alone_tells(national):
    for who in ("cuc", "dao"):
        with pytest.raises(ExchangeForbidden):
            notify_of_troubles(by=national.actor(who), now=NOW)


@pytest.mark.long
def test_the_page_shows_databases_first_and_leads_to_the_definitions(national, client, monkeypatch):
    town = national
    call(town.person, town.agreement, hours=1)
    for days in (366, 367):
        call(town.person, town.agreement, hours=24 * days)
    town.sign_in(client, "hoa")
    text = client.get(PAGE).content.decode()
    assert "Cơ sở dữ liệu quốc gia" in text and "-50%" not in text
    monkeypatch.setattr(monitoring, "FEWEST", 2)
    assert "-50%" in client.get(PAGE).content.decode()
    assert "/so-lieu/giao-dich-chia-se-du-lieu/" in text
    form = f"/can-bo/chia-se-du-lieu/he-thong/{town.service.system.pk}/quoc-gia/"
    assert client.get(form).status_code == 403
    town.sign_in(client, "cuc")
    sheet = f"/can-bo/chia-se-du-lieu/thanh-vien/{town.service.system.member_id}/"
    assert form in client.get(sheet).content.decode()
    assert client.post(form, {"national": "yes"}).status_code == 422
    assert client.post(form, {"national": "x"}).status_code == 422
    assert client.post(form, {"national": "no"}).status_code == 302
    assert "Cơ sở dữ liệu quốc gia" not in client.get(PAGE).content.decode()
