"""Whoever looks for data in everyday words finds the fitting dataset first, and reads why it was found."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from tinhso.opendata.catalogue.queries import BY_NAME, DatasetFilter, find_datasets, matched_by
from tinhso.opendata.catalogue.reasons import reasons_of
from tinhso.opendata.conftest import NOW
from tinhso.opendata.dataset.publication import index_dataset
from tinhso.opendata.models import Dataset, DataTable, DataVersion, VersionProfile
from tinhso.opendata.tasks import profile_missing
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
DAY = NOW.date()


def beside(opened, slug, title, *, headings=("Mã",), values=(), description="Bảng để thử", keywords=()):
    """One more open dataset, described by its columns and the values of the first."""
    one = Dataset.objects.create(
        slug=slug, title=title, sort_key=title, description=description, publisher=opened.publisher, theme=opened.theme,
        licence=opened.licence, keywords=list(keywords), state="open", opened_at=NOW, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    columns = [[f"c{n}", heading, "text"] for n, heading in enumerate(headings)]
    table = DataTable.objects.first_of(one)
    one.current = DataVersion.objects.create(
        dataset=one,
        table=table,
        number=1,
        folder=uuid4(),
        columns=columns,
        rows=9,
        digest="0" * 64,
        octets=1,
        published_at=NOW,
    )
    one.save(update_fields=["current"])
    DataTable.objects.filter(pk=table.pk).update(current=one.current, state="published")
    top = [[value, 2] for value in values]
    held = [{"name": "c0", "kind": "text", "distinct": len(values), "top": top}]
    VersionProfile.objects.create(version=one.current, columns=held, made_at=NOW)
    index_dataset(one)
    return one


@pytest.fixture
def several(opened):
    beside(opened, "a-mo-ta", "An toàn giao thông", description="Có nhắc tới giá đất. Không phải bảng giá.")
    beside(opened, "b-cot", "Biến động thửa đất", headings=("Mã", "Giá đất (đồng/m²)"))
    beside(opened, "c-gia-tri", "Cơ sở lưu trú", values=("Khách sạn", "Nhà nghỉ", "Homestay Pù Luông"))
    beside(opened, "y-ten", "Ý nghĩa bảng giá đất năm nay", keywords=("giá đất",))
    return opened


def found(words, **more):
    return [one.slug for one in find_datasets(DatasetFilter(words, **more), DAY)]


def test_the_fitting_one_stands_first_whatever_its_name(several):
    assert found("bang gia dat")[0] == "y-ten"
    assert set(found("giá đất")) >= {"y-ten", "b-cot"} and found("giá đất")[0] == "y-ten"
    assert found("giá đất", order=BY_NAME).index("b-cot") < found("giá đất", order=BY_NAME).index("y-ten")
    assert found("homestay pù luông") == ["c-gia-tri"], "a value of a column that has few"


def test_each_says_why_it_was_found(several):
    def why(slug, words):
        one = Dataset.objects.select_related("current__profile").get(slug=slug)
        return [(reason.part, reason.found) for reason in reasons_of(one, matched_by(words, DAY)[slug])]

    assert why("b-cot", "giá đất")[-1] == ("cột", "Giá đất (đồng/m²)")
    assert why("c-gia-tri", "homestay pu luong") == [("giá trị", "Homestay Pù Luông")]
    assert ("tên", "Ý nghĩa bảng giá đất năm nay") in why("y-ten", "gia dat")
    assert reasons_of(several, ()) == []
    assert [one.part for one in reasons_of(several, ("nghĩa trang",))] == ["từ gần nghĩa với"]


def test_the_page_and_programs_give_them_in_that_order(several, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        shown = Client().get("/du-lieu/", {"q": "giá đất"}).content.decode()
    assert shown.index("Ý nghĩa bảng giá đất") < shown.index("Biến động thửa đất")
    assert "cột: <strong>Giá đất (đồng/m²)</strong>" in shown and "Khớp nhất trước" in shown
    for sort, first in (
        ("", "y-ten"),
        ("score desc, metadata_modified desc", "y-ten"),
        ("name asc", "b-cot"),
    ):
        answer = Client().get(
            "/api/3/action/package_search", {"q": "giá đất", "fq": "-name:a-mo-ta", "sort": sort}
        )
        assert json.loads(answer.content)["result"]["results"][0]["name"] == first


def test_facets_count_what_was_found_and_not_each_place(several):
    asked = {"q": "giá đất", "facet.field": json.dumps(["organization", "groups"])}
    result = json.loads(Client().get("/api/3/action/package_search", asked).content)["result"]
    facets = result["search_facets"]
    assert result["count"] > 1
    for name in ("organization", "groups"):
        assert [one["count"] for one in facets[name]["items"]] == [result["count"]], (
            "all are of one publisher and theme"
        )


@pytest.mark.long
def test_values_are_found_once_the_columns_are_described(opened):
    sql = (
        "select case when i % 2 = 0 then 'Chợ phiên Phố Đoàn' else 'Siêu thị' end as loai from range(10) r(i)"
    )
    make_version(opened, sql, [("loai", "Loại", "text")], now=NOW)
    assert found("chợ phiên phố đoàn") == []
    profile_missing.func()
    assert found("chợ phiên phố đoàn") == [opened.slug]
