"""A program of an agency writes through CKAN's actions, by a key; nothing is public without a person and a line of the list."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.opendata.ckan.actions.make_token import TooManyTokens, make_token, revoke_token
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.models import ApiToken, Dataset, Distribution, Edition, Intake
from tinhso.opendata.tests.makers import NOW, publishers

pytestmark = pytest.mark.django_db
GOOD = {"name": "cho-moi", "title": "Chợ mới", "notes": "Mọi chợ mới", "tags": [{"name": "chợ"}]}


@pytest.fixture
def people(town, tmp_path, settings, monkeypatch):
    settings.OPEN_DATA_ROOT = tmp_path
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    return publishers(town)


@pytest.fixture
def secret(people):
    return make_token(agency=people.town.agency_a, name="Kho", by=people.emi, now=NOW)[1]


def call(action, given, secret="", **files):
    headers = {"Authorization": secret} if secret else {}
    if files:
        return Client().post(f"/api/action/{action}", given | files, headers=headers)
    body = json.dumps(given)
    return Client().post(f"/api/3/action/{action}", body, content_type="application/json", headers=headers)


def result(answer):
    content = json.loads(answer.content)
    assert content["success"], content
    return content["result"]


def test_a_package_becomes_a_draft_that_waits_for_a_person(secret):
    made = result(call("package_create", GOOD | {"groups": [{"name": "kinh-te"}]}, secret))
    assert (made["state"], made["private"], made["name"]) == ("draft", True, "cho-moi")
    dataset = Dataset.objects.get(slug="cho-moi")
    assert dataset.state == "draft" and dataset.theme.code == "kinh-te" and dataset.keywords == ["chợ"]
    assert dataset.editions.get().state == Edition.State.WAITING
    assert json.loads(call("package_show", {"id": "cho-moi"}).content)["success"] is False
    assert result(call("package_show", {"id": "cho-moi"}, secret))["title"] == "Chợ mới"
    assert "cho-moi" not in result(Client().get("/api/3/action/package_list"))


def test_a_package_is_written_anew_and_in_part(secret):
    call("package_create", GOOD | {"state": "draft"}, secret)
    given = {"id": "cho-moi", "notes": "Khác", "state": "draft"}
    result(call("package_patch", given, secret))
    edition = Edition.objects.get(dataset__slug="cho-moi")
    assert (edition.content["title"], edition.content["description"]) == ("Chợ mới", "Khác")
    result(call("package_update", GOOD | {"id": "cho-moi", "title": "Chợ cũ"}, secret))
    edition.refresh_from_db()
    assert (edition.content["title"], edition.content["description"], edition.state) == (
        "Chợ cũ",
        "Mọi chợ mới",
        "waiting",
    )
    ver = edition.ver
    assert result(call("package_patch", {"id": "cho-moi", "notes": "Nữa"}, secret))["notes"] == "Nữa"
    edition.refresh_from_db()
    assert (edition.content["description"], edition.state) == ("Nữa", "waiting") and edition.ver > ver


def test_a_file_is_taken_in_and_waits(secret):
    call("package_create", GOOD, secret)
    upload = SimpleUploadedFile("cho.csv", "Mã,Tên\n1,Chợ Vườn Hoa\n".encode())
    made = result(call("resource_create", {"package_id": "cho-moi", "name": "x"}, secret, upload=upload))
    intake = Intake.objects.get(pk=made["intake"])
    assert (intake.state, intake.size, intake.made_by.username) == ("waiting", upload.size, "emi")
    other_upload = SimpleUploadedFile("cho.csv", b"a,b\n1,2\n")
    result(call("resource_patch", {"id": "cho-moi-bang"}, secret, upload=other_upload))
    assert Intake.objects.count() == 2


def test_the_first_table_of_a_package_is_fetched_and_the_others_are_proposed(secret):
    resources = [
        {"name": "Bảng", "url": "https://x.vn/cho.csv", "format": "CSV"},
        {"name": "Tờ rơi", "url": "https://x.vn/cho.pdf", "format": "PDF"},
        {"name": "Bảng hai", "url": "https://x.vn/hai.xlsx", "format": "XLSX"},
        {"name": "Của ta", "url": "http://testserver/du-lieu/cho-moi/tai-ve/csv/", "format": "CSV"},
    ]
    made = result(call("package_create", GOOD | {"resources": resources}, secret))
    assert Intake.objects.get().url == "https://x.vn/cho.csv" and made["bo_qua"] == []
    assert [(one["name"], one["state"]) for one in made["resources"]] == [
        ("Tờ rơi", "draft"),
        ("Bảng hai", "draft"),
    ]
    second = result(call("package_update", GOOD | {"resources": made["resources"]}, secret))
    assert len(second["resources"]) == Distribution.objects.count() == 2


@pytest.mark.long
@pytest.mark.parametrize(
    ("action", "given", "status", "about"),
    [
        ("package_create", {"name": "Chợ"}, 409, "name"),
        ("package_create", GOOD | {"maintainer_email": "x"}, 409, "maintainer_email"),
        ("package_create", GOOD | {"groups": [{"name": "khong-co"}]}, 409, "groups"),
        ("package_create", GOOD | {"license_id": "khong-co"}, 409, "license_id"),
        ("package_create", GOOD | {"tags": "x"}, 409, "tags"),
        ("package_create", GOOD | {"extras": ["x"]}, 409, "extras"),
        ("package_create", GOOD | {"resources": "x"}, 409, "resources"),
        ("package_create", GOOD | {"resources": [{"url": "http://u:p@x.vn/x.csv"}]}, 409, "state"),
        ("package_create", GOOD | {"owner_org": "khac"}, 403, "message"),
        ("package_update", {"id": "khong-co"}, 404, "message"),
        ("resource_create", {"package_id": "cho-cua-tinh"}, 409, "upload"),
        ("package_delete", {"id": "khong-co"}, 404, "message"),
        ("resource_delete", {"id": "cho-cua-tinh-bang"}, 409, "id"),
        ("resource_delete", {"id": "cho-cua-tinh-bang-csv"}, 409, "id"),
        ("resource_delete", {"id": "00000000-0000-0000-0000-000000000000"}, 404, "message"),
        ("package_create", GOOD | {"extras": [{"key": "x", "value": "y" * 2001}]}, 409, "extras"),
        ("datastore_delete", {"resource_id": "cho-cua-tinh-bang"}, 409, "filters"),
        ("datastore_upsert", {"resource_id": "cho-cua-tinh-bang", "records": [{"a": 1}]}, 409, "primary_key"),
        ("datastore_upsert", {"resource_id": "cho-cua-tinh-bang", "method": "x"}, 409, "method"),
        ("datastore_create", {"resource_id": "cho-cua-tinh-bang", "records": [{"a": [1]}]}, 409, "records"),
        ("datastore_create", {"resource_id": "cho-cua-tinh-bang", "fields": [{}]}, 409, "fields"),
        ("datastore_create", {"resource_id": "cho-cua-tinh-bang"}, 409, "records"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(secret, action, given, status, about):
    before = Dataset.objects.count()
    answer = call(action, given, secret)
    assert answer.status_code == status and about in json.loads(answer.content)["error"]
    assert Dataset.objects.count() == before


def test_a_key_opens_only_its_own_agency(people):
    hoa = actor_of(make_officer("hoa", "Hoa", people.town.agency_b, "Dữ liệu", DataOfficer), on=NOW.date())
    stranger = make_token(agency=people.town.agency_b, name="B", by=hoa, now=NOW)[1]
    assert call("package_patch", {"id": people.dataset.slug, "notes": "x"}, stranger).status_code == 404
    assert call("package_show", {"id": people.dataset.slug}, stranger).status_code == 404


def test_no_key_a_wrong_one_and_a_revoked_one_open_nothing(people, secret):
    token = ApiToken.objects.get()
    assert secret not in str(vars(token)) and token.tail == secret[-4:]
    for key in ("", "x", "ts_é", secret[:-1]):
        assert call("package_create", GOOD, key).status_code == 403
    assert (
        Client().get("/api/3/action/package_create", GOOD, headers={"Authorization": secret}).status_code
        == 409
    )
    revoke_token(token=token, by=people.emi, now=NOW)
    revoke_token(token=token, by=people.emi, now=NOW)
    assert call("package_create", GOOD, secret).status_code == 403
    kinds = sorted(
        EventRow.objects.filter(name__startswith="opendata.ApiToken").values_list("name", flat=True)
    )
    assert kinds == ["opendata.ApiTokenMade", "opendata.ApiTokenRevoked"]


def test_a_key_dies_with_its_makers_post(people, secret):
    from tinhso.kernel.people.models import Post

    Post.objects.filter(user__username="emi").update(agency=people.town.agency_b)
    assert call("package_create", GOOD, secret).status_code == 403


def test_a_key_is_slowed_down(secret, monkeypatch):
    call("package_patch", {"id": "khong-co"}, secret)
    assert ApiToken.objects.update(calls=59, window_at=timezone.now()) == 1
    answers = [call("package_patch", {"id": "khong-co"}, secret).status_code for _ in range(2)]
    assert answers == [404, 429]


def test_a_key_lives_for_a_year(people):
    token, _secret = make_token(agency=people.town.agency_a, name="x", by=people.emi, now=NOW)
    assert token.expires_at - token.made_at == timedelta(days=365)


def test_keys_are_made_and_revoked_on_a_page_and_shown_once(people):
    client = people.town.sign_in(Client(), "emi")
    page = client.post("/can-bo/du-lieu-mo/khoa/", {"name": "Kho"}).content.decode()
    assert "ts_" in page and "ts_" not in client.get("/can-bo/du-lieu-mo/khoa/").content.decode()
    assert client.post("/can-bo/du-lieu-mo/khoa/", {"name": ""}).status_code == 400
    token = ApiToken.objects.get()
    other = people.town.sign_in(Client(), "bao")
    assert other.post(f"/can-bo/du-lieu-mo/khoa/{token.pk}/thu-hoi/").status_code == 404
    assert (
        "đã thu hồi"
        in client.post(f"/can-bo/du-lieu-mo/khoa/{token.pk}/thu-hoi/", follow=True).content.decode()
    )


def test_who_may_not_write_makes_no_key_and_an_agency_has_twenty(people):
    with pytest.raises(OpenDataForbidden):
        make_token(agency=people.town.agency_a, name="x", by=people.bao, now=NOW)
    for _ in range(20):
        make_token(agency=people.town.agency_a, name="x", by=people.emi, now=NOW)
    with pytest.raises(TooManyTokens):
        make_token(agency=people.town.agency_a, name="x", by=people.emi, now=NOW)
