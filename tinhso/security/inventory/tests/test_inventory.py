"""Two figures of a day: approved, and fully protected as approved; each n/N, with who has confirmed its list."""

from datetime import date

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.inventory.actions.confirm_inventory import confirm_inventory
from tinhso.security.inventory.figures import figures_on
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.systems.actions.review_protection import review_protection
from tinhso.security.tests.makers import approve, layer_all, registered

DAY = NOW.date()
PAGE = "/can-bo/an-toan-thong-tin/kiem-ke/"
CONFIRM = f"{PAGE}xac-nhan/"


def review(town, system, day, lacking=""):
    review_protection(
        system=system, reviewed_on=day, complete=not lacking, lacking=lacking, by=town.actor("cuc"), now=NOW
    )


def counts(town, day, who="cuc"):
    found = figures_on(day, town.actor(who), today=DAY)
    return found.approved, found.protected, found.systems


def test_both_figures_follow_the_day(guarded):
    first = registered(guarded, guarded.agency_a, "anh")
    registered(guarded, guarded.agency_a, "anh", name="Hệ thống hai")
    third = registered(guarded, guarded.agency_b, "bach", starts=date(2024, 2, 1))
    layer_all(guarded, first, "anh")
    approve(guarded, first, expires_on=date(2024, 3, 1))
    approve(guarded, third, decided_on=date(2024, 2, 2))
    review(guarded, first, date(2023, 7, 1))
    assert counts(guarded, date(2022, 12, 31)) == (0, 0, 0)
    assert counts(guarded, date(2023, 6, 30)) == (1, 0, 2)
    assert counts(guarded, date(2023, 7, 1)) == (1, 1, 2)
    assert counts(guarded, date(2024, 2, 10)) == (2, 1, 3)
    review(guarded, first, date(2024, 2, 20), "Chưa có nhật ký tập trung")
    assert counts(guarded, date(2024, 2, 20)) == (2, 0, 3)
    assert counts(guarded, DAY) == (1, 0, 3)  # the first decision has expired
    assert counts(guarded, DAY, "anh") == (0, 0, 2) and counts(guarded, DAY, "bach") == (1, 0, 1)
    assert counts(guarded, DAY, "ho") == (0, 0, 0)


def test_a_check_before_a_new_decision_no_longer_counts(guarded):
    system = registered(guarded, guarded.agency_a, "anh")
    layer_all(guarded, system, "anh")
    approve(guarded, system)
    review(guarded, system, date(2023, 7, 1))
    approve(guarded, system, number="13/QĐ", decided_on=date(2023, 8, 1))
    assert counts(guarded, date(2023, 7, 31)) == (1, 1, 1) and counts(guarded, DAY) == (1, 0, 1)


def test_confirming_the_list(guarded):
    registered(guarded, guarded.agency_a, "anh")
    words = {"agency": guarded.agency_a, "by": guarded.actor("anh"), "now": NOW}
    assert confirm_inventory(**words, confirmed_on=date(2023, 1, 1)).systems == 0
    assert confirm_inventory(**words, confirmed_on=DAY).systems == 1
    with pytest.raises(EntryRefused, match="đã xác nhận"):
        confirm_inventory(**words, confirmed_on=DAY)
    with pytest.raises(EntryRefused, match="không sau hôm nay"):
        confirm_inventory(**words, confirmed_on=date(2030, 1, 1))
    with pytest.raises(SecurityForbidden):
        confirm_inventory(**words | {"by": guarded.actor("bach")}, confirmed_on=DAY)
    assert EventRow.objects.filter(name="security.InventoryConfirmed").count() == 2
    assert figures_on(DAY, guarded.actor("cuc"), today=DAY).confirmed == 1


def test_who_does_not_coordinate_learns_of_no_other_agencys_confirmation(guarded):
    registered(guarded, guarded.agency_a, "cuc", operator=guarded.agency_b)
    confirm_inventory(agency=guarded.agency_b, confirmed_on=DAY, by=guarded.actor("bach"), now=NOW)
    for who, known in (("anh", 0), ("bach", 1), ("cuc", 1)):
        assert figures_on(DAY, guarded.actor(who), today=DAY).confirmed == known, who


def test_the_page(guarded, client, django_assert_max_num_queries):
    registered(guarded, guarded.agency_b, "bach", name="Hệ thống của B")
    system = registered(guarded, guarded.agency_a, "anh")
    approve(guarded, system)
    guarded.sign_in(client, "anh")
    with django_assert_max_num_queries(14):
        page = client.get(PAGE).content.decode()
    assert "1/1" in page and "0/1" in page and "Sở B" not in page and "Sở A" in page
    assert "0/0" in client.get(PAGE, {"ngay": "01/01/2020"}).content.decode()
    assert client.get(PAGE, {"ngay": "x"}).status_code == 200
    assert "Sở A" in client.get(PAGE, {"tep": "csv"}).content.decode()
    data = {"agency": guarded.agency_a.pk, "confirmed_on": "08/03/2024"}
    assert client.get(CONFIRM).status_code == 200
    assert client.post(CONFIRM, data | {"agency": guarded.agency_b.pk}).status_code == 422
    assert client.post(CONFIRM, data)["Location"] == PAGE
    assert "08/03/2024" in client.get(PAGE).content.decode()
    guarded.sign_in(client, "chi")
    assert client.get(PAGE).status_code == 200 and client.get(CONFIRM).status_code == 403
