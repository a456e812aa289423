"""The figures of the home page and their traces."""

from datetime import timedelta

import pytest

from tinhso.casework.figures import Part, small_parts
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.site import clock
from tinhso.onestop.figures import on_time


def settled(town, agency, timeliness, **fields):
    words = {"kind": "dossier", "agency": agency, "settled_at": NOW - timedelta(days=1)}
    return make_case(**words, timeliness=timeliness, **fields)


@pytest.fixture
def year(town, monkeypatch):
    """Six results at A, one of them late; two at B; one dossier late now; last year's and a withdrawn one aside."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for timeliness in ("early", "on_time", "on_time", "early", "early", "late"):
        settled(town, town.agency_a, timeliness)
    for _ in range(2):
        settled(town, town.agency_b, "early")
    make_case(kind="dossier", agency=town.agency_a, due_at=NOW - timedelta(days=1))
    return town


def test_the_rate_counts_this_years_results_and_what_is_late_now(year):
    old = settled(year, year.agency_a, "late")
    type(old).objects.filter(pk=old.pk).update(settled_at=NOW - timedelta(days=90))
    make_case(kind="test", agency=year.agency_a, settled_at=NOW, timeliness="late")
    reading = on_time(NOW)
    assert reading.parts == [Part("Sở A", 6, 5), Part("Sở B", 2, 2)]
    assert reading.value == "87,50%"
    assert list(reading.compared) == ["7/8 hồ sơ, đến ngày 08/03/2024", "đang quá hạn 1"]


def test_without_results_no_rate_is_made_up(town):
    assert on_time(NOW).value == "chưa có"


def test_a_small_count_is_hidden_with_another_so_that_it_cannot_be_worked_out():
    assert small_parts([Part("a", 9), Part("b", 2), Part("c", 7)]) == {1, 2}
    assert small_parts([Part("a", 9), Part("b", 2), Part("c", 3)]) == {1, 2}
    assert small_parts([Part("a", 9), Part("b", 0)]) == set()


def test_the_public_reads_the_trace_without_small_counts_and_an_officer_with_them(year, client):
    page = client.get("/so-lieu/dung-han/").content.decode()
    assert "87,50%" in page
    assert "ẩn (số nhỏ)" in page
    assert "chỉ dành cho người có thẩm quyền" in page
    page = year.sign_in(client, "sau").get("/so-lieu/dung-han/").content.decode()
    assert "ẩn (số nhỏ)" not in page
    assert "100,00%" in page


def test_the_home_shows_each_figure_with_the_way_to_its_source(year, catalogue, client):
    page = client.get("/").content.decode()
    assert "Kết quả phục vụ người dân, doanh nghiệp" in page
    for code in ("dung-han", "dich-vu-toan-trinh", "dich-vu-mot-phan"):
        assert f'href="/so-lieu/{code}/"' in page
        assert client.get(f"/so-lieu/{code}/").status_code == 200
        assert client.get(f"/so-lieu/{code}/").content.decode().count("<h1>") == 1
    assert client.get("/so-lieu/").status_code == 200
    assert client.get("/so-lieu/khong-co/").status_code == 404


def test_a_trace_asks_few_queries(year, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/so-lieu/dung-han/")


def test_menus_lead_whoever_they_are_for(town, client):
    places = {
        "quan": ["/quan-tri/lich/", "/quan-tri/tep/", "/quan-tri/tu-dong-nghia/", "/quan-tri/tai-khoan/"],
        "chi": ["/can-bo/theo-doi/"],
        "sau": ["/can-bo/theo-doi/"],
        "binh": [],
    }
    every = {path for paths in places.values() for path in paths}
    for name, paths in places.items():
        page = town.sign_in(client, name).get("/can-bo/").content.decode()
        assert {path for path in every if f'href="{path}"' in page} == set(paths), name
        assert all(client.get(path).status_code == 200 for path in paths)
    page = client.get("/").content.decode()
    assert page.count('href="/xac-minh/"') == 3
