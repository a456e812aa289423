"""What readers and their programs get of an open dataset."""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client
from rdflib import Graph
from rdflib.namespace import DCAT, RDF

from tinhso.opendata.conftest import list_it
from tinhso.opendata.models import OpenDataList

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu/xa-cua-thi-tran/"


def get(address, **kwargs):
    return Client().get(address, kwargs or None)


def body(answer):
    return b"".join(answer.streaming_content)


def test_the_catalogue_finds_by_words_and_theme(opened, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        page = get("/du-lieu/", q="xa cua thi tran").content.decode()
    assert "Xã của thị trấn" in page and "1 bộ dữ liệu" in page
    assert "Không tìm thấy bộ dữ liệu phù hợp" in get("/du-lieu/", **{"chu-de": "y-te"}).content.decode()


@pytest.mark.long
def test_the_page_of_a_dataset_shows_rows_and_the_ways_to_them(opened, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):  # one of them for the stories that show it
        page = get(PAGE).content.decode()
    assert "12,5" in page and "Tên xã" in page and "/tai-ve/parquet/" in page and "xa_cua_thi_tran" in page


@pytest.mark.long
def test_rows_are_filtered_sorted_and_counted(opened, town):
    page = get(PAGE, cot="ten_xa", dk="la", gt=town.commune.name).content.decode()
    assert "Dòng 1 đến 1 trong 1 dòng" in page
    page = get(PAGE, cot="dien_tich", dk="tu", gt="12,5", xep="-ten_xa").content.decode()
    assert "trong 2 dòng" in page
    assert (
        "Không có dòng nào đúng điều kiện"
        in get(PAGE, cot="tu_ngay", dk="den", gt="01/01/1990").content.decode()
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"cot": "khong_co", "dk": "la", "gt": "1"}, "Bảng không có cột"),
        ({"cot": "dien_tich", "dk": "la", "gt": "một"}, "không đúng dạng của cột"),
        ({"cot": "dien_tich", "dk": "la", "gt": "nan"}, "không đúng dạng của cột"),
        ({"cot": "tu_ngay", "dk": "tu", "gt": "31/02/2024"}, "không đúng dạng của cột"),
        ({"cot": "ten_xa", "dk": "xoa", "gt": "1"}, "Không có phép lọc"),
        ({"xep": 'x" ; drop table data; --'}, "Bảng không có cột"),
    ],
)
def test_a_condition_that_does_not_fit_is_told_in_words(opened, asked, sentence):
    answer = get(PAGE, **asked)
    assert answer.status_code == 400 and sentence in answer.content.decode()


@pytest.mark.long
def test_the_whole_and_a_part_are_downloaded_in_each_kind(opened, town):
    rows = list(csv.reader(io.StringIO(body(get(PAGE + "tai-ve/csv/")).decode("utf-8-sig"))))
    assert rows[0] == ["ma", "ten_xa", "dien_tich", "cap", "tu_ngay"] and len(rows) == opened.current.rows + 1
    part = json.loads(body(get(PAGE + "tai-ve/json/", cot="ten_xa", dk="la", gt=town.commune.name)))
    assert [row["ten_xa"] for row in part] == [town.commune.name]
    assert body(get(PAGE + "tai-ve/parquet/"))[:4] == b"PAR1"
    assert body(get(PAGE + "tai-ve/xlsx/"))[:2] == b"PK"
    assert get(PAGE + "tai-ve/exe/").status_code == 404
    assert get(PAGE + "tai-ve/csv/", cot="x", dk="la", gt="1").status_code == 400


def let_go(answer):
    """What a server does with an answer, without the end of the request, which would close the test's connection."""
    for close in answer._resource_closers:
        close()


@pytest.mark.long
def test_a_download_that_nobody_reads_gives_its_slot_back(opened):
    from tinhso.opendata.engine.downloads import MOST_DOWNLOADS

    for _ in range(MOST_DOWNLOADS + 1):
        assert Client().head(PAGE + "tai-ve/csv/").status_code == 200
        let_go(get(PAGE + "tai-ve/csv/"))
    assert body(get(PAGE + "tai-ve/csv/"))


@pytest.mark.long
def test_who_finds_every_slot_taken_is_told_to_come_again(opened):
    from tinhso.opendata.engine.downloads import MOST_DOWNLOADS

    begun = [get(PAGE + "tai-ve/csv/") for _ in range(MOST_DOWNLOADS)]
    answer = get(PAGE + "tai-ve/csv/")
    assert answer.status_code == 503 and answer["Retry-After"] == "30"
    for one in begun:
        let_go(one)


def test_data_of_a_demo_say_so_in_name_and_description(opened):
    type(opened).objects.update(synthetic=True)
    assert "du-lieu-mo-phong-" in Client().head(PAGE + "tai-ve/parquet/")["Content-Disposition"]
    assert action("package_show", id=opened.slug)["result"]["notes"].startswith("DỮ LIỆU MÔ PHỎNG")


@pytest.mark.long
def test_a_table_whose_file_is_away_names_no_folder(opened):
    from tinhso.opendata.dataset import store

    store.table_of(opened.current.folder).unlink()
    page = get(PAGE).content.decode()
    assert "Tệp của phiên bản dữ liệu này chưa có ở đây" in page and "table.duckdb" not in page


def test_a_draft_does_not_exist_and_a_withdrawn_address_says_so(draft, opened):
    from tinhso.kernel.people.public import SYSTEM
    from tinhso.opendata.conftest import NOW
    from tinhso.opendata.public import withdraw_dataset

    withdraw_dataset(dataset=opened, ver=opened.ver, by=SYSTEM, now=NOW)
    answer = get(PAGE)
    assert answer.status_code == 410 and "đã thôi mở" in answer.content.decode()
    assert get(PAGE + "tai-ve/csv/").status_code == 404


@pytest.mark.long
def test_a_select_is_answered_explained_and_refused_with_its_reason(opened):
    page = get("/du-lieu/truy-van/", sql="select count(*) as n from xa_cua_thi_tran").content.decode()
    assert "Kết quả" in page and "1 dòng" in page
    page = get("/du-lieu/truy-van/", sql="select 1000 + 234::double as x, 5000 + 678 as ma").content.decode()
    assert "1.234" in page and "5678" in page  # a number among fractions like them; a whole one may be a code
    assert get("/du-lieu/truy-van/", sql="select 1", **{"giai-thich": "1"}).status_code == 200
    answer = get("/du-lieu/truy-van/", sql="select * from read_csv('/etc/passwd')")
    assert answer.status_code == 400 and "Không dùng được hàm bảng" in answer.content.decode()
    assert get("/du-lieu/truy-van/").status_code == 200


def action(name, **given):
    return json.loads(get(f"/api/3/action/{name}", **given).content)


@pytest.mark.long
def test_ckan_lists_shows_and_searches(opened):
    assert action("package_list")["result"] == [opened.slug]
    package = action("package_show", id=opened.slug)["result"]
    assert package["title"] == "Xã của thị trấn" and package["organization"]["name"] == opened.publisher.code
    assert [r["format"] for r in package["resources"]] == ["CSV", "JSON", "NDJSON", "XLSX", "PARQUET"]
    found = action("package_search", q="xa", rows=1000, **{"facet.field": '["organization"]'})["result"]
    assert found["count"] == 1 and found["search_facets"]["organization"]["items"][0]["count"] == 1
    assert action("package_search", q="xa", start=1)["result"]["results"] == []
    assert action("organization_show", id=opened.publisher.code)["result"]["package_count"] == 1
    assert action("group_list")["result"] == ["hanh-chinh"] and action("tag_list")["result"] == ["thử", "xã"]
    assert action("status_show")["success"]


@pytest.mark.long
def test_ckan_reads_the_datastore(opened, town):
    given = {"resource_id": "xa-cua-thi-tran-bang", "filters": json.dumps({"ten_xa": town.commune.name})}
    found = action("datastore_search", **given)["result"]
    assert found["total"] == 1 and found["records"][0]["ten_xa"] == town.commune.name
    assert [field["type"] for field in found["fields"]] == ["int", "text", "text", "numeric", "text", "date"]
    sql = 'SELECT count(*) AS n FROM "xa-cua-thi-tran-bang"'
    assert action("datastore_search_sql", sql=sql)["result"]["records"] == [{"n": opened.current.rows}]


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "given", "status", "kind"),
    [
        ("package_show", {"id": "x"}, 404, "Not Found Error"),
        ("package_show", {}, 409, "Validation Error"),
        ("package_create", {"name": "x"}, 403, "Authorization Error"),
        ("package_search", {"rows": "x"}, 409, "Validation Error"),
        ("package_search", {"rows": "--5"}, 409, "Validation Error"),
        ("package_search", {"rows": "²"}, 409, "Validation Error"),
        ("package_search", {"rows": True}, 409, "Validation Error"),
        ("datastore_search", {"resource_id": "xa-cua-thi-tran-bang", "fields": "x"}, 409, "Validation Error"),
        ("datastore_search", {"resource_id": "xa-cua-thi-tran-json"}, 404, "Not Found Error"),
        (
            "datastore_search",
            {"resource_id": "xa-cua-thi-tran-bang", "sort": "x desc"},
            409,
            "Validation Error",
        ),
        (
            "datastore_search",
            {"resource_id": "xa-cua-thi-tran-bang", "filters": "{"},
            409,
            "Validation Error",
        ),
        ("datastore_search_sql", {"sql": "drop table x"}, 409, "Validation Error"),
    ],
)
def test_ckan_refuses_in_its_own_shape(opened, name, given, status, kind):
    answer = Client().post(f"/api/3/action/{name}", json.dumps(given), content_type="application/json")
    assert answer.status_code == status
    assert (
        json.loads(answer.content)["success"] is False
        and json.loads(answer.content)["error"]["__type"] == kind
    )


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # the parser of JSON-LD in rdflib
@pytest.mark.parametrize(("kind", "name"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_the_catalogue_is_told_in_dcat(opened, kind, name):
    graph = Graph().parse(data=get(f"/dcat/catalog.{kind}").content, format=name)
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == 1
    assert len(list(graph.subjects(RDF.type, DCAT.Distribution))) == 5
    assert get(f"/du-lieu/xa-cua-thi-tran.{kind}").status_code == 200
    assert get("/dcat/catalog.exe").status_code == 404


def test_the_keeper_enters_a_list_opens_and_withdraws(draft, town):
    client = town.sign_in(Client(), "quan")
    answer = client.post("/quan-tri/du-lieu-mo/", {"number": "", "signed_on": "x"})
    assert answer.status_code == 400
    refused = client.post("/quan-tri/du-lieu-mo/xa-cua-thi-tran/mo/", {"ver": draft.ver}, follow=True)
    assert "Chưa có dòng nào" in refused.content.decode()
    given = {"number": "9/QĐ-UBND", "signed_on": "01/03/2024", "title": "Danh mục", "datasets": [draft.pk]}
    given |= {"stage_from": "01/03/2024", "stage_to": "01/03/2025"}
    assert (
        "Quyết định số 9/QĐ-UBND" in client.post("/quan-tri/du-lieu-mo/", given, follow=True).content.decode()
    )
    entered_list = OpenDataList.objects.get(number="9/QĐ-UBND")  # the day first: 1 March, not 3 January
    assert (entered_list.signed_on, entered_list.stage_to) == (date(2024, 3, 1), date(2025, 3, 1))
    client.post("/quan-tri/du-lieu-mo/xa-cua-thi-tran/mo/", {"ver": draft.ver})
    draft.refresh_from_db()
    assert draft.state == "open"
    client.post("/quan-tri/du-lieu-mo/xa-cua-thi-tran/thoi-mo/", {"ver": draft.ver})
    draft.refresh_from_db()
    assert draft.state == "withdrawn"


def test_others_do_not_reach_the_keepers_page(draft, town):
    assert town.sign_in(Client(), "chi").get("/quan-tri/du-lieu-mo/").status_code == 403
    assert list_it(draft)


@pytest.mark.long
def test_a_select_is_drawn_kept_for_this_browser_and_forgotten(opened):
    client = Client()
    sql = "select ten_xa, 3 as n from xa_cua_thi_tran"
    page = client.get("/du-lieu/truy-van/", {"sql": sql, "ve": "thanh"}).content.decode()
    assert "<svg" in page and "n theo ten_xa" in page and "Câu lệnh đã chạy trên trình duyệt này" in page
    assert "Câu lệnh đã chạy" not in get("/du-lieu/truy-van/").content.decode()  # another browser
    page = client.get("/du-lieu/truy-van/", {"sql": "select ten_xa from xa_cua_thi_tran", "ve": "cot"})
    assert "Muốn vẽ, cột đầu phải là nhãn" in page.content.decode()
    assert (
        "Kế hoạch chạy" in client.get("/du-lieu/truy-van/", {"sql": sql, "giai-thich": "1"}).content.decode()
    )
    page = client.post("/du-lieu/truy-van/xoa-lich-su/", follow=True).content.decode()
    assert "Câu lệnh đã chạy" not in page


def test_the_catalogue_keeps_every_choice_while_one_changes(opened):
    page = get(
        "/du-lieu/", q="xa", **{"co-quan": opened.publisher.code, "chu-de": "hanh-chinh"}
    ).content.decode()
    assert f"?q=xa&amp;co-quan={opened.publisher.code}&amp;" in page or "?q=xa&amp;chu-de=hanh-chinh" in page
    assert "Lọc theo cơ quan" in page and "✕" in page
