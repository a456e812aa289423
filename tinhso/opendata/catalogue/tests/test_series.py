"""Datasets of one kind stand in a series, which is no dataset: the count of datasets stays."""

import pytest
from django.test import Client
from rdflib import DCAT, RDF, Graph, URIRef

from tests.town import DAY
from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.catalogue.queries import matched_by
from tinhso.opendata.catalogue.series import SeriesCount, counted_series
from tinhso.opendata.conftest import NOW, list_it
from tinhso.opendata.dataset.publication import index_dataset
from tinhso.opendata.models import Dataset, Series
from tinhso.opendata.open_list.actions.open_dataset import open_dataset
from tinhso.opendata.publishing.actions.draft_dataset import draft_dataset
from tinhso.opendata.publishing.edition_forms import EditionForm
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
COLUMNS = [("a", "Xã", "text"), ("b", "Số chợ", "whole")]


def yearly(opened, year, columns=COLUMNS, series="Chợ của tỉnh"):
    content = {"title": f"Chợ năm {year}", "description": "x", "theme": "kinh-te"}
    content |= {"series": series, "series_order": year}
    made = draft_dataset(agency=opened.publisher, content=content, by=SYSTEM, now=NOW)
    list_it(made, number=f"{year}/QĐ")
    open_dataset(dataset=made, ver=made.ver, by=SYSTEM, now=NOW)
    made.refresh_from_db()
    make_version(made, "select 'x' as a, 1 as b", columns, now=NOW)
    return made


@pytest.mark.long
def test_years_are_one_series_with_one_page_in_their_order(opened, django_assert_max_num_queries):
    later, first = yearly(opened, 2023), yearly(opened, 2021, [("a", "Xã", "text"), ("c", "Ghi chú", "text")])
    [series] = Series.objects.all()
    assert series.slug == "cho-cua-tinh"
    with django_assert_max_num_queries(12):
        page = Client().get("/chuoi/cho-cua-tinh/").content.decode()
    assert page.index("Chợ năm 2021") < page.index("Chợ năm 2023")
    assert "Cột mới so với kỳ trước: Số chợ" in page and "không còn so với kỳ trước: Ghi chú" in page
    one = Client().get(f"/du-lieu/{later.slug}/").content.decode()
    assert "/chuoi/cho-cua-tinh/" in one and f"/du-lieu/{first.slug}/" in one


def test_a_series_is_not_counted_as_a_dataset_and_one_of_one_is_none(opened):
    yearly(opened, 2023)
    assert counted_series() == SeriesCount(0, 0, 2)
    assert Client().get("/chuoi/cho-cua-tinh/").status_code == 200
    yearly(opened, 2024)
    assert counted_series() == SeriesCount(1, 2, 1)
    page = Client().get("/du-lieu/").content.decode()
    assert "3 bộ dữ liệu" in page and "xếp trong 1 chuỗi" in page
    assert "chuỗi" not in Client().get("/du-lieu/?q=chợ").content.decode().split("<h2>")[1][:60]
    assert Dataset.objects.public().count() == 3


def test_a_withdrawn_or_draft_one_is_in_no_series_that_readers_see(opened):
    for year in (2022, 2023):
        yearly(opened, year)
    Dataset.objects.filter(series_order=2022).update(state="withdrawn")
    assert counted_series().series == 0
    Dataset.objects.filter(series_order=2023).update(state="draft")
    assert Client().get("/chuoi/cho-cua-tinh/").status_code == 404
    assert Client().get("/chuoi/khong-co/").status_code == 404


def test_programs_read_the_series_and_what_came_before(opened):
    first, later = yearly(opened, 2022), yearly(opened, 2023)
    whole = Graph().parse(data=Client().get("/dcat/catalog.ttl").content, format="turtle")
    [series] = whole.subjects(RDF.type, URIRef(f"{DCAT}DatasetSeries"))
    node = URIRef(f"http://testserver/du-lieu/{later.slug}/")
    assert set(whole.objects(node, URIRef(f"{DCAT}inSeries"))) == {series}
    assert str(whole.value(node, URIRef(f"{DCAT}prev"))) == f"http://testserver/du-lieu/{first.slug}/"
    shown = Client().get("/api/3/action/package_show", {"id": later.slug}).json()["result"]
    assert {"key": "in_series", "value": str(series)} in shown["extras"]


def test_two_series_of_a_name_have_two_addresses_and_an_edition_may_leave_one(opened, town):
    yearly(opened, 2022)
    other = draft_dataset(
        agency=town.agency_b,
        content={"title": "Y", "description": "x", "theme": "kinh-te", "series": "Chợ của tỉnh"},
        by=SYSTEM,
        now=NOW,
    )
    assert other.series.slug == "cho-cua-tinh-2"
    form = EditionForm({"series": "x" * 201, "series_order": "99999"})
    assert {"series", "series_order"} <= set(form.errors)


def test_the_newest_of_a_series_is_found_first_and_its_years_hide_nothing_else(opened):
    for year in (2021, 2023, 2022):
        yearly(opened, year)
    yearly(opened, 2020, series="Chợ cá")
    for one in Dataset.objects.filter(series__isnull=False).select_related("current"):
        index_dataset(one)
    other = Dataset.objects.get(series__title="Chợ cá")
    found = list(matched_by("chợ", DAY))
    assert other.slug in found[:2] and {slug[-4:] for slug in found[:2]} == {"2020", "2023"}
    assert [slug[-4:] for slug in found[2:]] == ["2022", "2021"]
    assert next(iter(matched_by("chợ 2021", DAY))).endswith("2021")
    assert matched_by("", DAY) == {}
