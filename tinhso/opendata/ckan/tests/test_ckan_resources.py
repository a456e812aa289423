"""CKAN's model of many resources, in reading and writing: ids that stay, review as on our pages, search by what has changed."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.town import make_officer
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.opendata.ckan.actions.make_token import make_token
from tinhso.opendata.ckan.tests.test_ckan_writing import call, result
from tinhso.opendata.conftest import NOW
from tinhso.opendata.models import Dataset, Distribution, Intake
from tinhso.opendata.resources.actions.decide_resource import approve_resource
from tinhso.opendata.resources.forms import FILES
from tinhso.opendata.resources.tests.test_resources import PDF
from tinhso.opendata.tests.version_maker import make_version

POINTS = [("vi_do", "Vĩ độ", "number"), ("kinh_do", "Kinh độ", "number")]
pytestmark = pytest.mark.django_db


@pytest.fixture
def dao(opened):
    user = make_officer("dao", "Đỗ Thị Đào", opened.publisher, "Cán bộ dữ liệu", DataOfficer)
    return actor_of(user, on=NOW.date())


@pytest.fixture
def secret(opened, town):
    return make_token(agency=opened.publisher, name="Kho", by=town.actor("emi"), now=NOW)[1]


def approve(made, dao):
    held = Distribution.objects.filter(state="waiting").latest("pk")
    approve_resource(resource=held, ver=held.ver, reason="Đã đọc", by=dao, now=NOW)


def stored(dao):
    upload = SimpleUploadedFile("so-do.pdf", PDF, "application/pdf")
    return store_upload(upload, by=dao, now=NOW, rules=FILES)


def ask(action, **given):
    return Client().get(f"/api/3/action/{action}", given).json()["result"]


def test_a_file_and_a_link_keep_their_ids_from_proposal_to_withdrawal(opened, secret, dao):
    upload = SimpleUploadedFile("so-do.pdf", PDF, "application/pdf")
    made = result(
        call("resource_create", {"package_id": opened.slug, "name": "Sơ đồ"}, secret, upload=upload)
    )
    assert (made["state"], made["format"], made["url_type"]) == ("draft", "PDF", "upload")
    StoredFile.objects.update(state="clean")
    approve(made, dao)
    package = ask("package_show", id=opened.slug)
    assert [one["id"] for one in package["resources"] if one["name"] == "Sơ đồ"] == [made["id"]]
    assert package["num_resources"] == len(package["resources"]) == 6
    given = {"id": made["id"], "name": "Sơ đồ mới", "url": "https://x.vn/moi.pdf", "format": "PDF"}
    assert result(call("resource_update", given, secret))["id"] == made["id"]
    assert ask("resource_show", id=made["id"])["name"] == "Sơ đồ"
    approve(made, dao)
    assert ask("resource_show", id=made["id"])["url"] == "https://x.vn/moi.pdf"
    patched = result(call("resource_patch", {"id": made["id"], "description": "Nói rõ"}, secret))
    assert (patched["id"], patched["name"], patched["description"]) == (made["id"], "Sơ đồ mới", "Nói rõ")
    approve(made, dao)
    assert call("resource_delete", {"id": made["id"]}, secret).status_code == 403  # the data officer's deed
    officer = make_token(agency=opened.publisher, name="Đào", by=dao, now=NOW)[1]
    result(call("resource_delete", {"id": made["id"]}, officer))
    assert Client().get("/api/3/action/resource_show", {"id": made["id"]}).status_code == 404


def test_what_waits_is_given_up_and_the_rest_stands_in_order(opened, secret, dao):
    ids = []
    for name in "abc":
        given = {"package_id": opened.slug, "name": name, "url": f"https://x.vn/{name}", "format": "WMS"}
        made = result(call("resource_create", given, secret))
        assert made["resource_type"] == "api"
        approve(made, dao)
        ids.append(made["id"])
    result(call("package_resource_reorder", {"id": opened.slug, "order": [ids[2]]}, secret))
    names = [one["name"] for one in ask("package_show", id=opened.slug)["resources"]][-3:]
    assert names == ["c", "a", "b"]
    waits = result(call("resource_create", {"package_id": opened.slug, "url": "https://x.vn/d"}, secret))
    result(call("resource_delete", {"id": waits["id"]}, secret))
    assert not Distribution.objects.filter(state="waiting").exists() and not Intake.objects.exists()
    assert ask("package_search", fq="res_format:WMS")["count"] == 1


def test_a_second_table_is_a_resource_beside_the_first(opened, secret):
    upload = SimpleUploadedFile("hai.csv", b"a,b\n1,2\n", "text/csv")
    made = result(call("resource_create", {"package_id": opened.slug}, secret, upload=upload))
    assert made["format"] == "CSV" and not Intake.objects.exists()
    upload = SimpleUploadedFile("ba.exe", b"MZ", "application/octet-stream")
    assert call("resource_create", {"package_id": opened.slug}, secret, upload=upload).json()["error"][
        "upload"
    ]


def test_extras_and_author_come_back_as_written(opened, secret):
    given = {"name": "cho-moi", "title": "Chợ mới", "author": "Chi cục A", "owner_org": opened.publisher.code}
    given["extras"] = [{"key": "ma_noi_bo", "value": "K-12"}, {"key": "frequency", "value": "ANNUAL"}]
    made = result(call("package_create", given, secret))
    assert made["author"] == "Chi cục A" and {"key": "ma_noi_bo", "value": "K-12"} in made["extras"]
    patched = result(call("package_patch", {"id": "cho-moi", "notes": "x"}, secret))
    assert {"key": "ma_noi_bo", "value": "K-12"} in patched["extras"] and patched["author"] == "Chi cục A"
    second = result(call("package_update", {"id": "cho-moi", "title": "Chợ"}, secret))
    assert "ma_noi_bo" not in json.dumps(second["extras"]) and second["author"] == ""
    [organization] = result(call("organization_list_for_user", {}, secret))
    assert organization["name"] == opened.publisher.code and ask("organization_list_for_user") == []


def test_a_draft_is_given_up_and_an_open_dataset_is_not_by_a_key(opened, secret):
    call("package_create", {"name": "cho-moi", "title": "Chợ mới"}, secret)
    assert result(call("package_delete", {"id": "cho-moi"}, secret)) == {}
    assert Dataset.objects.get(slug="cho-moi").state == "withdrawn"
    assert call("package_show", {"id": "cho-moi"}, secret).status_code == 404
    assert call("package_delete", {"id": opened.slug}, secret).status_code == 403


def test_what_a_whole_update_leaves_out_stays_and_is_named(opened, secret, dao):
    Dataset.objects.filter(pk=opened.pk).update(contact_phone="0237 3852 246")
    made = {}
    for name, url in (("Sơ đồ", "https://x.vn/a.pdf"), ("Tờ rơi", "https://x.vn/b.pdf")):
        given = {"package_id": opened.slug, "name": name, "url": url}
        made[name] = result(call("resource_create", given, secret))["id"]
        approve(made, dao)
    Distribution.objects.filter(title="Sơ đồ").update(kind="file", url="", file=stored(dao))
    ours = {"id": made["Sơ đồ"], "url": "http://testserver/du-lieu/x/", "name": "Tên khác"}
    given = {"id": opened.slug, "title": "Xã", "resources": [ours, {"name": "Không tệp"}]}
    assert result(call("package_update", given, secret))["bo_qua"] == ["Tên khác", "Không tệp", "Tờ rơi"]
    assert len(ask("package_show", id=opened.slug)["resources"]) == 7
    assert opened.editions.get().content["contact_phone"] == "0237 3852 246"


def test_json_without_end_is_refused(opened):
    given = {"resource_id": f"{opened.slug}-bang", "filters": "[" * 20_000}
    assert Client().post("/api/3/action/datastore_search", given).status_code == 409


@pytest.mark.parametrize(
    ("fq", "count"),
    [
        ("metadata_modified:[2024-03-08T00:00:00Z TO *]", 1),
        ("metadata_modified:[2024-03-09T00:00:00.123456 TO *]", 0),
        ("+metadata_modified:[* TO NOW-1DAY]", 0),
        ("-metadata_modified:[NOW-1DAY TO NOW]", 0),
    ],
)
def test_a_harvester_asks_for_what_has_changed_since(opened, fq, count):
    Dataset.objects.update(changed_at=NOW - timedelta(hours=1))
    assert ask("package_search", fq=fq, sort="id asc", start=0, rows=100)["count"] == count


@pytest.mark.parametrize(
    ("q", "count"),
    [
        ("xã OR không_có", 1),
        ("khongco OR tags:thử", 1),
        ("(khongco OR xã)", 1),
        ("khongco OR tags:x OR name:y", 0),
        ("khongco OR res_format:CSV", 1),
        ("khongco OR *:*", 1),
        ("-res_format:CSV", 0),
    ],
)
def test_one_of_several_words_is_enough(opened, q, count):
    assert ask("package_search", q=q)["count"] == count


@pytest.mark.parametrize(
    ("fq", "count"),
    [
        ("không_có", 0),
        ("xã AND không_có", 0),
        ("xã", 1),
        ("(tags:không OR title:thị)", 1),
        ("-(tags:không)", 1),
        ("name:xa-*", 1),
        ("name:ya-*", 0),
        ("+capacity:public +state:active", 1),
        ("res_format:GeoJSON", 0),
        ("organization:x OR organization:y metadata_modified:[2020-01-01T00:00:00Z TO *]", 0),
    ],
)
def test_no_condition_of_a_filter_is_passed_over(opened, fq, count):
    assert ask("package_search", fq=fq)["count"] == count


def test_a_table_of_points_is_offered_and_counted_as_geojson(opened):
    make_version(opened, "select 19.8 vi_do, 105.7 kinh_do", POINTS, now=NOW)
    found = ask("package_search", fq="res_format:GeoJSON", **{"facet.field": '["res_format"]'})
    assert found["count"] == 1 and found["facets"]["res_format"]["GEOJSON"] == 1


@pytest.mark.parametrize(
    "fq",
    [
        "name:*xa*",
        "tags:th*",
        "(a:b AND c:d)",
        "metadata_modified:[x TO *]",
        "metadata_modified:[* *]",
        "OR a",
        "a OR",
        "a OR -b",
        "tags:[a TO b]",
    ],
)
def test_what_is_half_said_is_refused(opened, fq):
    answer = Client().get("/api/3/action/package_search", {"fq": fq})
    assert answer.status_code == 400 and answer.json()["error"]["__type"] == "Search Query Error"


def test_rows_carry_their_number_and_are_found_by_it_and_by_one_of_two_words(opened, town):
    table = f"{opened.slug}-bang"
    first = ask("datastore_search", resource_id=table, limit=1)
    assert first["fields"][0]["id"] == "_id" and first["records"][0]["_id"] == 1
    [last] = ask("datastore_search", resource_id=table, sort="_id desc", limit=1)["records"]
    assert last["_id"] == first["total"]
    [second] = ask("datastore_search", resource_id=table, filters='{"_id": 2}')["records"]
    assert second["_id"] == 2
    names = [town.commune.name, town.other_commune.name]
    found = ask("datastore_search", resource_id=table, q=" OR ".join(names[:1] + ["khongco"]))
    assert found["total"] >= 1
    by_column = ask("datastore_search", resource_id=table, q=json.dumps({"ten_xa": town.commune.name}))
    assert by_column["total"] == 1
    plain = ask("datastore_search", resource_id=table, fields="ma", offset=1, limit=1)
    assert list(plain["records"][0]) == ["ma"]
