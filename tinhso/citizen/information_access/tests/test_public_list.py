"""The yearly list of what must be public: what an agency owes, what it entered, what is missing; nothing a browser would run."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import Town, make_agency
from tinhso.citizen.information_access.actions.fill_public_list import (
    EntryWrong,
    enter_public_information,
    is_link,
    remove_public_information,
)
from tinhso.citizen.information_access.permissions import NotOfTheAgency
from tinhso.citizen.information_access.public_items import counts_of, items_of, list_of, public_items
from tinhso.citizen.models import PublicInformation
from tinhso.citizen.tests.life_makers import NOW
from tinhso.kernel.people.public import Agency, AgencySuccession

WORDS = {
    "year": 2024,
    "item": "ngan-sach",
    "kind": PublicInformation.Kind.PAGE,
    "title": "Dự toán năm 2024 (minh họa)",
    "link": "/so-lieu/",
    "published_on": date(2024, 1, 15),
}


def test_an_agency_says_where_an_item_is_public(town: Town):
    emi = town.actor("emi")
    entry = enter_public_information(by=emi, now=NOW, **WORDS)
    assert enter_public_information(by=emi, now=NOW, **WORDS) == entry
    lines = list_of(town.agency_a, 2024)
    assert [line.item.code for line in lines if line.entries] == ["ngan-sach"]
    assert counts_of([town.agency_a, town.agency_b], 2024)[0].n == 1
    assert counts_of([town.agency_b], 2024)[0].n == 0
    remove_public_information(entry=entry, by=emi, now=NOW)
    remove_public_information(entry=entry, by=emi, now=NOW)
    assert counts_of([town.agency_a], 2024)[0].n == 0


def test_levels_owe_different_items():
    department = Agency(kind="department", level="province")
    commune = Agency(kind="committee", level="commune")
    assert "du-thao" in {item.code for item in items_of(department, 2024)}
    assert "du-thao" not in {item.code for item in items_of(commune, 2024)}
    assert items_of(department, 2017) == []
    assert all("chưa kiểm chứng" in item.source for item in public_items())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("year", 2025),
        ("year", 2017),
        ("item", "khong-co"),
        ("title", " "),
        ("title", "Gọi 0912 345 678"),
        ("published_on", date(2024, 3, 9)),
        ("link", "javascript:alert(1)"),
        ("link", "//evil.vn"),
    ],
)
def test_what_cannot_stand_on_the_list(town, field, value):
    with pytest.raises(EntryWrong) as error:
        enter_public_information(by=town.actor("emi"), now=NOW, **(WORDS | {field: value}))
    assert error.value.field == field


def test_only_the_own_agency(town):
    with pytest.raises(NotOfTheAgency):
        enter_public_information(by=town.actor("an"), now=NOW, **WORDS)
    entry = enter_public_information(by=town.actor("emi"), now=NOW, **WORDS)
    for name in ("an", "sau"):
        with pytest.raises(NotOfTheAgency):
            remove_public_information(entry=entry, by=town.actor(name), now=NOW)
    PublicInformation.objects.filter(pk=entry.pk).update(agency=town.agency_b)
    entry.refresh_from_db()
    with pytest.raises(NotOfTheAgency):
        remove_public_information(entry=entry, by=town.actor("emi"), now=NOW)


def test_the_list_of_an_agency_that_has_ended_leads_to_its_successor(town: Town, client):
    former = make_agency("so-cu", "Sở Cũ")
    Agency.objects.filter(pk=former.pk).update(valid=DateRange(date(2020, 1, 1), date(2024, 1, 1)))
    here = "/tiep-can-thong-tin/phai-cong-khai/so-cu/"
    assert client.get(here).status_code == 404, "nobody has its duties"
    AgencySuccession.objects.create(old=former, new=town.agency_a, on=date(2024, 1, 1), source="thử")
    answer = client.get(f"{here}?nam=2023", follow=True)
    assert answer.redirect_chain == [
        (f"/tiep-can-thong-tin/phai-cong-khai/{town.agency_a.code}/?nam=2023", 302)
    ]
    assert "Sở Cũ không còn hoạt động" in answer.content.decode()
    earlier = make_agency("so-xua", "Sở Xưa")
    years = DateRange(date(2010, 1, 1), date(2015, 1, 1))
    Agency.objects.filter(pk=earlier.pk).update(code="so-cu", valid=years)
    assert client.get(here).status_code == 302, "the code was another agency's before"


def test_links():
    assert is_link("https://vi-du.vn/a?b=1")
    assert is_link("/du-lieu/")
    for wrong in (
        "ftp://vi-du.vn",
        "/\\evil.vn",
        "//evil.vn",
        "data:text/html,x",
        "",
        "/a b",
        "/" + "a" * 500,
    ):
        assert not is_link(wrong)
