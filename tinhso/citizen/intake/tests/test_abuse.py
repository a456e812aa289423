"""Abuse: floods are slowed with a word on when to come again, bad pictures are refused with a sentence, words are flagged."""

import io
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from tinhso.citizen.intake.views import outbox
from tinhso.citizen.models import Report, ReportDraft
from tinhso.citizen.open311.views import open311
from tinhso.citizen.public_pages.views import maps
from tinhso.citizen.tests.makers import as_json, limit_reports, picture, send, set_up, upload
from tinhso.kernel.moderation.public import flags_of

pytestmark = pytest.mark.django_db


def body(**more):
    place = {"lat": 19.8, "lon": 105.78}
    return {"key": str(uuid4()), "category": "o-ga", "description": "Sâu"} | place | more


def post(client: Client, **more):
    return as_json(client, "/phan-anh/gui/don/", body(**more))


@pytest.mark.parametrize("limit", ["phone", "account", "address"])
def test_a_flood_of_reports_is_slowed_with_a_sentence_and_nothing_is_lost(town, limit):
    set_up(town)
    limit_reports(limit, 2)
    client = town.sign_in(Client(), "an") if limit == "account" else Client()
    more = {"phone": "0912345678"} if limit == "phone" else {}
    answers = [post(client, **more) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429], answers[0].content
    assert answers[2]["Retry-After"] == "3600"
    assert "Đợi 1 giờ" in answers[2].json()["problems"][0]["text"]
    assert Report.objects.count() == 2


def test_on_the_plain_pages_the_draft_waits_for_the_hour(town):
    set_up(town)
    limit_reports("account", 1)
    client, key = town.sign_in(Client(), "an"), uuid4()
    assert post(client).status_code == 201
    client.post(f"/phan-anh/gui/{key}/anh/", {"next": "1"})
    client.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông", "commune": "14797"})
    client.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu lắm"})
    answer = client.post(f"/phan-anh/gui/{key}/lien-he/", {"name": "An", "phone": ""})
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "Đợi 1 giờ" in answer.content.decode() and ReportDraft.objects.get().description == "Sâu lắm"


@pytest.mark.parametrize(
    ("room", "limit", "path"),
    [
        (maps, "MOST_MAP", "/phan-anh/gan-day.json?lat=19.8&lon=105.7"),
        (maps, "MOST_MAP", "/phan-anh/ban-do.geojson?bbox=103,18,108,22"),
        (open311, "MOST_READS", "/open311/v2/services.json"),
    ],
)
def test_whoever_reads_too_much_is_told_when_to_come_again(town, monkeypatch, room, limit, path):
    set_up(town)
    monkeypatch.setattr(room, limit, 1)
    first, second = (Client().get(path) for _ in range(2))
    assert (first.status_code, second.status_code, second["Retry-After"]) == (200, 429, "600")


def test_too_many_pictures_are_slowed(town, monkeypatch):
    set_up(town)
    monkeypatch.setattr(outbox, "MOST_PHOTOS", 0)
    answer = Client().post("/phan-anh/gui/tep/", {"key": str(uuid4()), "photo": upload(picture())})
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")


def huge() -> bytes:
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, format="PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "a.svg",
            "image/svg+xml",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.png", "image/png"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "IMG_1.HEIC", "image/heic"),
        (b"\xff\xd8\xff\xe0<?php system('x'); ?>", "a.jpg", "image/jpeg"),
        (huge(), "a.png", "image/png"),
        (b"", "a.jpg", "image/jpeg"),
    ],
    ids=["svg", "svg as png", "heic", "program as jpg", "100 megapixels", "empty"],
)
def test_a_bad_picture_is_refused_on_every_way_in(town, content, name, media):
    set_up(town)
    client = town.sign_in(Client(), "an")
    by_outbox = client.post(
        "/phan-anh/gui/tep/", {"key": str(uuid4()), "photo": upload(content, name, media)}
    )
    assert by_outbox.status_code == 422 and by_outbox.json()["problems"][0]["text"].endswith(".")
    by_page = client.post(f"/phan-anh/gui/{uuid4()}/anh/", {"photo": upload(content, name, media)})
    assert by_page.status_code == 422 and by_outbox.json()["problems"][0]["text"] in by_page.content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Thằng chó nào đổ rác ở đây", "offensive"),
        ("Gọi cho tôi 0912.345.678", "phone"),
        ("Thư về abc@example.vn", "email"),
        ("Căn cước 038190000001 của ông ấy", "citizen_id"),
        ("Tôi tố cáo ông chủ tịch xã", "complaint"),
    ],
)
def test_the_desk_is_warned_before_it_publishes(town, text, flag):
    assert flag in flags_of(text)
    report = send(town, set_up(town), description=text)
    assert flag in report.flags and report.visibility == "pending"
    page = town.sign_in(Client(), "binh").get(f"/can-bo/phan-anh/{report.case.code}/").content.decode()
    assert "Xem kỹ trước khi đăng" in page
