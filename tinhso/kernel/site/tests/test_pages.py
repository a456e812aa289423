from datetime import timedelta

import pytest
from django.test import RequestFactory

from tinhso.kernel.site.context import Site
from tinhso.kernel.site.models import Instance


@pytest.fixture
def demo(db):
    return Instance.objects.create(
        pk=1,
        name="Tỉnh Số",
        owner="Ủy ban nhân dân tỉnh Mẫu",
        phone="0237 000 000",
        province_code="38",
        ident_code="H56",
        demo=True,
        clock_offset=timedelta(days=-9),
    )


PAGES = ["/", "/giao-dien/", "/tro-giup/", "/ho-tro-nguoi-khuyet-tat/", "/bao-ve-du-lieu-ca-nhan/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_reads_every_page_of_the_site(client, demo, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(9 if path == "/" else 4):  # one of the nine for the newest articles
        response = client.get(path)
    assert response.status_code == 200
    page = response.content.decode()
    assert '<html lang="vi">' in page
    assert "Bản trình diễn · ngày giả định" in page
    assert '<meta name="robots" content="noindex">' in page


def test_without_a_demo_there_is_no_banner(client, db):
    assert "Bản trình diễn" not in client.get("/").content.decode()


def test_the_language_is_chosen_and_kept(client, demo):
    response = client.post("/ngon-ngu/", {"language": "en", "next": "/giao-dien/"})
    assert response["Location"] == "/giao-dien/"
    assert '<html lang="en">' in client.get("/").content.decode()


def test_a_tile_or_menu_entry_whose_page_is_missing_is_not_shown(client, demo, monkeypatch):
    from tinhso.kernel.site import declare, slots

    mine = (
        slots.MenuItem("public", "Có thật", "help"),
        slots.MenuItem("public", "Chưa có", "nowhere"),
        slots.HomeTask("Việc thật", lambda: "kể bằng số", "help", "paper"),
        slots.HomeTask("Việc chưa có", "x", "nowhere", "paper"),
        slots.RulesOfDay(lambda day: ("2023/24", "")),
        slots.AccountReader(lambda request: slots.Account("Lê Thị Bình", "Bộ phận Một cửa", officer=True)),
    )
    monkeypatch.setattr(declare, "_declared", lambda: mine)
    page = client.get("/").content.decode()
    assert "Có thật" in page
    assert "kể bằng số" in page
    assert "luật áp dụng: 2023/24" in page
    assert "Lê Thị Bình" in page
    assert "Chưa có" not in page
    assert "Việc chưa có" not in page


def test_a_browser_that_wants_english_still_gets_vietnamese(client, demo):
    assert '<html lang="vi">' in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_the_way_back_never_leads_to_another_host(client, demo):
    assert client.post("/ngon-ngu/", {"language": "en", "next": "//evil.example/"})["Location"] == "/"


def test_only_the_menu_entry_nearest_to_the_page_is_current():
    site = Site(RequestFactory().get("/can-bo/cho-ky/x/"))
    assert site._current(["/can-bo/", "/can-bo/cho-ky/", "/", "/can-bo/lich/"]) == "/can-bo/cho-ky/"
    assert site._current(["/can-bo/lich/", "/"]) == ""
