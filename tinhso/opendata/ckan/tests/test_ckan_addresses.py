"""The addresses that clients know from CKAN portals: tables whole, pages of packages, names of actions, and CSV as it is."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from tinhso.opendata.conftest import NOW
from tinhso.opendata.models import Dataset, FormerAddress, UsageDay
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu/xa-cua-thi-tran/"
DUMP = "/datastore/dump/xa-cua-thi-tran-bang"
ROWS = """select * from (values
    ('-', 1, 1.5::double, date '2024-03-08', timestamp '2024-03-08 09:30:00', true),
    ('=1+1', 2, 'inf'::double, null, null, false),
    ('a,"b"' || chr(10) || '<&>' || chr(9) || chr(7), 3, null, null, null, null),
    (null, 4, 0.25::double, null, null, null)) t(ten, so, ty_le, ngay, luc, dung)"""
KINDS = ["text", "whole", "number", "date", "moment", "boolean"]
COLUMNS = [
    (n, n.upper(), kind) for n, kind in zip(["ten", "so", "ty_le", "ngay", "luc", "dung"], KINDS, strict=True)
]


@pytest.fixture
def odd(opened):
    return make_version(opened, ROWS, COLUMNS, now=NOW)


def get(address, **given):
    return Client().get(address, given or None)


def body(answer):
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content).decode()


def rows_of(answer, **options):
    return list(csv.reader(io.StringIO(body(answer), newline=""), **options))


@pytest.mark.long
def test_csv_leaves_as_the_table_has_it_and_the_form_for_spreadsheets_has_a_name_of_its_own(odd):
    rows = rows_of(get(PAGE + "tai-ve/csv/"))
    assert [row[0] for row in rows] == ["ten", "-", "=1+1", 'a,"b"\n<&>\t\x07', ""]
    for_sheets = get(PAGE + "tai-ve/csv-bang-tinh/")
    assert "xa-cua-thi-tran-2-bang-tinh.csv" in for_sheets["Content-Disposition"]
    text = body(for_sheets)
    assert text.startswith("\ufefften") and [r[0] for r in csv.reader(io.StringIO(text))][1:3] == [
        "'-",
        "'=1+1",
    ]
    page = get(PAGE).content.decode()
    assert "CSV cho bảng tính" in page and "giữ đúng từng ký tự" in page
    named = get("/api/3/action/package_show", id="xa-cua-thi-tran").content.decode()
    assert "tai-ve/csv/" in named and "bang-tinh" not in named


@pytest.mark.long
def test_a_table_is_dumped_in_csv_and_tsv(odd):
    answer = get(DUMP)
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and "bang.csv" in answer["Content-Disposition"]
    rows = rows_of(answer)
    assert rows[0] == ["_id", "ten", "so", "ty_le", "ngay", "luc", "dung"]
    assert rows[1] == ["1", "-", "1", "1.5", "2024-03-08", "2024-03-08T09:30:00", "true"]
    assert rows[2][:2] == ["2", "=1+1"] and rows[4] == ["4", "", "4", "0.25", "", "", ""]
    part = {"format": "tsv", "fields": "ten,so", "sort": "so desc", "limit": "2", "offset": "1"}
    lines = rows_of(get(DUMP, **part), delimiter="\t")
    assert lines == [["ten", "so"], ['a,"b"\n<&>\t\x07', "3"], ["=1+1", "2"]]
    assert [row[0] for row in rows_of(get(DUMP, sort="_id, so desc"))[1:]] == ["1", "2", "3", "4"]
    assert [row[0] for row in rows_of(get(DUMP, sort="_id desc"))[1:]] == ["4", "3", "2", "1"]
    assert body(get(DUMP, bom="true")).startswith("\ufeff_id,")
    assert rows_of(get(DUMP, filters=json.dumps({"so": [1, 4]}), fields="so"))[1:] == [["1"], ["4"]]
    assert rows_of(get(DUMP, q="=1+1", fields="so")) == [["so"], ["2"]]
    assert UsageDay.objects.get().downloads == 7


@pytest.mark.long
def test_a_table_is_dumped_in_json_and_xml(odd):
    found = json.loads(body(get(DUMP, format="json")))
    assert [one["type"] for one in found["fields"]] == [
        "int",
        "text",
        "int",
        "numeric",
        "date",
        "timestamp",
        "bool",
    ]
    assert found["records"][0] == [1, "-", 1, 1.5, "2024-03-08", "2024-03-08T09:30:00", True]
    assert found["records"][1][3] is None and found["records"][3] == [4, None, 4, 0.25, None, None, None]
    root = ElementTree.fromstring(body(get(DUMP, format="xml")))
    assert [row.get("_id") for row in root] == ["1", "2", "3", "4"]
    assert (
        root[2].find("ten").text == 'a,"b"\n<&>\t\ufffd' and root[0].find("luc").text == "2024-03-08T09:30:00"
    )
    nil = "{http://www.w3.org/2001/XMLSchema-instance}nil"
    assert root[3].find("ten").get(nil) == "true" and root[3].find("so").text == "4"
    assert json.loads(body(get(DUMP, format="json", limit="0")))["records"] == []


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({"format": "exe"}, 400, "format: Phải là một trong csv"),
        ({"limit": "-1"}, 400, "limit: Phải là số nguyên"),
        ({"offset": "²"}, 400, "offset: Phải là số nguyên"),
        ({"fields": "khong_co"}, 400, "Bảng không có cột"),
        ({"sort": "khong_co desc"}, 400, "Bảng không có cột"),
        ({"filters": "{"}, 400, "filters: Không đúng cú pháp JSON"),
        ({"filters": '{"so": "một"}'}, 400, "không đúng dạng của cột"),
    ],
)
def test_what_cannot_be_dumped_is_told_in_words(odd, given, status, says):
    answer = get(DUMP, **given)
    assert answer.status_code == status and says in answer.content.decode()


def test_only_the_table_is_dumped_and_a_head_begins_nothing(odd):
    assert get("/datastore/dump/xa-cua-thi-tran-json").status_code == 404
    assert get("/datastore/dump/khong-co").status_code == 404
    assert Client().post(DUMP).status_code == 405
    head = Client().head(DUMP, {"format": "xml"})
    assert head["Content-Type"] == "text/xml; charset=utf-8" and not head.content
    assert get(DUMP, format="json")["Access-Control-Allow-Origin"] == "*"


def test_pages_of_packages_and_resources_lead_to_ours(opened):
    for address, target in [
        ("/dataset/xa-cua-thi-tran/", PAGE),
        ("/dataset/xa-cua-thi-tran/resource/xa-cua-thi-tran-bang/", f"{PAGE}#du-lieu"),
        ("/dataset/xa-cua-thi-tran/resource/xa-cua-thi-tran-json/", f"{PAGE}#tai-ve"),
        ("/dataset/?q=x%C3%A3", "/du-lieu/?q=x%C3%A3"),
        ("/dataset/", "/du-lieu/"),
    ]:
        answer = get(address)
        assert (answer.status_code, answer["Location"]) == (302, target)
    assert get("/dataset/xa-cua-thi-tran")["Location"] == "/dataset/xa-cua-thi-tran/"
    FormerAddress.objects.create(slug="ten-cu", dataset=opened, until=NOW)
    assert get("/dataset/ten-cu/")["Location"] == "/dataset/xa-cua-thi-tran/"
    for nothing in ("khong-co/", "xa-cua-thi-tran/resource/khong-co/"):
        assert get(f"/dataset/{nothing}").status_code == 404
    Dataset.objects.update(state="withdrawn")
    assert get("/dataset/xa-cua-thi-tran/").status_code == 404


def test_actions_are_listed_and_an_unknown_one_is_refused_as_ckan_does(opened):
    assert get("/api/3/").json() == {"version": 3}
    names = get("/api/3/action/").json()["result"]
    assert {"package_search", "datastore_search", "package_create", "help_show"} <= set(names)
    for method in ("get", "post"):
        answer = getattr(Client(), method)("/api/3/action/no_such_thing")
        assert (answer.status_code, answer.json()) == (
            400,
            "Bad request - Action name not known: no_such_thing",
        )
    for address in ("/api/action/package_list", "/api/3/action/package_list/", "/api/3/action/package_list"):
        for answer in (get(address), Client().post(address, "{}", content_type="application/json")):
            assert answer.json()["result"] == ["xa-cua-thi-tran"]


def test_now_is_asked_by_page_and_by_ckan(opened):
    sql = "select now() as luc, current_date as ngay, ma from xa_cua_thi_tran limit 1"
    page = get("/du-lieu/truy-van/", sql=sql)
    assert page.status_code == 200 and "+07:00" in page.content.decode()
    [row] = get("/api/3/action/datastore_search_sql", sql=sql).json()["result"]["records"]
    assert row["luc"].endswith("+07:00") and row["luc"].startswith(row["ngay"])


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/dataset/xa-cua-thi-tran.rdf", "/du-lieu/xa-cua-thi-tran.rdf"),
        ("/dataset/xa-cua-thi-tran.xml", "/du-lieu/xa-cua-thi-tran.rdf"),
        ("/catalog.jsonld?page=2", "/dcat/catalog.jsonld?page=2"),
        ("/catalog.ttl", "/dcat/catalog.ttl"),
        ("/organization/so-tttt", "/du-lieu/?co-quan=so-tttt"),
        ("/group/y-te/", "/du-lieu/?chu-de=y-te"),
        ("/group/", "/du-lieu/"),
        (
            "/dataset/xa-cua-thi-tran/resource/xa-cua-thi-tran-bang/download/x%20y.csv",
            "http://testserver/du-lieu/xa-cua-thi-tran/tai-ve/csv/",
        ),
    ],
)
def test_pages_and_graphs_that_clients_of_ckan_know_lead_to_ours(opened, address, leads_to):
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"]) == (302, leads_to)


def test_what_is_not_there_is_not_there(opened):
    for address in (
        "/dataset/la.rdf",
        "/dataset/xa-cua-thi-tran/resource/la/download/",
        "/catalog.pdf",
        "/dcat/catalog.pdf",
        "/du-lieu/xa-cua-thi-tran.pdf",
    ):
        assert Client().get(address).status_code == 404, address
