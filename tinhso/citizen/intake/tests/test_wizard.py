"""Sending page by page without JavaScript, and what the outbox gets as JSON."""

from uuid import uuid4

import pytest
from django.test import Client

from tinhso.citizen.models import PhoneCheck, Report, ReportDraft
from tinhso.citizen.sender.phones import digest_of
from tinhso.citizen.tests.makers import as_json, picture, send, set_up, upload
from tinhso.kernel.people.public import stands_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms_town(town, settings):
    """A town where reports may be sent and SMS can leave."""
    settings.TINHSO_SMS_URL = "http://sms.invalid"
    return set_up(town)


def write(client: Client, key) -> None:
    client.post(f"/phan-anh/gui/{key}/anh/", {"photo": upload(picture(exif=True)), "next": "1"})
    client.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông", "commune": "14797"})
    client.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu lắm"})


def test_a_visitor_sends_with_a_code(sms_town):
    client, key = Client(), uuid4()
    write(client, key)
    contact = {"name": "Lê Thị Bí Mật", "phone": "0912 345 678", "anonymous": "on"}
    answer = client.post(f"/phan-anh/gui/{key}/lien-he/", contact)
    assert answer["Location"] == f"/phan-anh/gui/{key}/ma/"
    check = PhoneCheck.objects.get()
    PhoneCheck.objects.update(code_digest=digest_of(check, "123456"))
    assert client.post(f"/phan-anh/gui/{key}/ma/", {"code": "000000"}).status_code == 422
    answer = client.post(f"/phan-anh/gui/{key}/ma/", {"code": "123456"})
    report = Report.objects.get()
    assert answer["Location"] == f"/phan-anh/{report.case.code}/da-gui/"
    assert report.case.code in client.get(answer["Location"]).content.decode()
    assert report.reporter.confirmed and report.photos.count() == 1 and not ReportDraft.objects.exists()
    second = client.post(f"/phan-anh/gui/{key}/ma/", {"code": "123456"})
    assert second["Location"] == answer["Location"] and Report.objects.count() == 1


def test_inside_the_form_there_is_no_menu_and_no_bar_but_a_way_out(sms_town):
    client, key = Client(), uuid4()
    write(client, key)
    for step in ("anh", "vi-tri", "noi-dung", "lien-he"):
        page = client.get(f"/phan-anh/gui/{key}/{step}/").content.decode()
        assert 'class="inside-form"' in page and 'class="bottom"' not in page, step
        assert '<a class="leave" href="/phan-anh/">Để sau</a>' in page, step


@pytest.mark.parametrize("place", [{"commune": "14797"}, {"lat": "19.8067", "lon": "105.7852"}])
def test_what_may_be_the_same_is_offered_before_it_is_sent(sms_town, town, place):
    known = send(town, sms_town)
    Report.objects.update(visibility="published", published_at=known.sent_at)
    client, key = Client(), uuid4()
    client.post(f"/phan-anh/gui/{key}/anh/", {"next": "1"})
    client.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông"} | place)
    client.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu lắm"})
    link = f'<a href="/phan-anh/{known.case.code}/">'
    assert link in client.get(f"/phan-anh/gui/{key}/lien-he/").content.decode()
    Report.objects.update(visibility="hidden")
    assert link not in client.get(f"/phan-anh/gui/{key}/lien-he/").content.decode()


def test_an_account_sends_without_a_code(sms_town, town):
    client, key = town.sign_in(Client(), "an"), uuid4()
    write(client, key)
    answer = client.post(f"/phan-anh/gui/{key}/lien-he/", {"name": "An", "phone": ""})
    report = Report.objects.get()
    assert report.case.code in answer["Location"] and stands_for(report.case.person_id, town.an.person_id)
    assert report.case.person.full_name == "" and not report.reporter.confirmed


def test_a_draft_of_another_browser_is_not_there(sms_town):
    client, key = Client(), uuid4()
    write(client, key)
    stranger = Client()
    assert stranger.get(f"/phan-anh/gui/{key}/lien-he/").status_code == 302
    assert stranger.post(f"/phan-anh/gui/{key}/anh/", {}).status_code == 404
    assert stranger.post(f"/phan-anh/gui/{key}/bo/").status_code == 404
    assert ReportDraft.objects.count() == 1
    assert str(key) in client.get("/phan-anh/gui/").content.decode()
    client.post(f"/phan-anh/gui/{key}/bo/")
    assert not ReportDraft.objects.exists()


def test_the_outbox_sends_a_photo_and_a_report_once(sms_town, town):
    client, key = town.sign_in(Client(), "an"), str(uuid4())
    assert client.get("/phan-anh/gui/khoa/").json()["signed_in"] is True
    files = [
        client.post("/phan-anh/gui/tep/", {"key": key, "photo": upload(picture())}).json()["file"]
        for _ in range(2)
    ]
    assert files[0] == files[1]
    body = {"key": key, "category": "o-ga", "lat": 19.8, "lon": 105.78, "photos": files[:1]}
    first, second = (as_json(client, "/phan-anh/gui/don/", body) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json() and Report.objects.get().photos.count() == 1


def test_the_outbox_names_every_fault(sms_town):
    client = Client()
    wrong = as_json(client, "/phan-anh/gui/don/", {"key": "x", "lat": "a", "phone": "12"})
    assert wrong.status_code == 400
    assert {p["field"] for p in wrong.json()["problems"]} == {"key", "category", "lat", "phone"}
    bare = {"key": str(uuid4()), "category": "o-ga", "address": "x", "phone": "0912345678"}
    unproved = as_json(client, "/phan-anh/gui/don/", bare)
    assert unproved.status_code == 422 and unproved.json()["problems"][0]["field"] == "phone_token"


def test_the_outbox_confirms_a_phone(sms_town):
    client = Client()
    check = as_json(client, "/phan-anh/gui/so-dien-thoai/", {"phone": "0912345678"}).json()["check"]
    row = PhoneCheck.objects.get()
    PhoneCheck.objects.update(code_digest=digest_of(row, "123456"))
    assert as_json(client, "/phan-anh/gui/ma-xac-nhan/", {"check": check, "code": "1"}).status_code == 422
    token = as_json(client, "/phan-anh/gui/ma-xac-nhan/", {"check": check, "code": "123456"}).json()["token"]
    body = {
        "key": str(uuid4()),
        "category": "o-ga",
        "description": "x",
        "address": "Cầu",
        "phone": "0912345678",
        "phone_token": token,
    }
    assert as_json(Client(), "/phan-anh/gui/don/", body).status_code == 201
    assert (
        as_json(
            Client(), "/phan-anh/gui/don/", body | {"key": str(uuid4()), "phone": "0912345679"}
        ).status_code
        == 422
    )


def test_a_heic_is_explained(sms_town):
    client, key = Client(), uuid4()
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
    page = client.post(f"/phan-anh/gui/{key}/anh/", {"photo": upload(heic, "IMG_1.HEIC", "image/heic")})
    assert page.status_code == 422 and "Tương thích nhất" in page.content.decode()
