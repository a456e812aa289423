"""Pages of cyber incidents: any officer reports, few see, nothing typed is lost, a bound on queries."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.security.contacts.tests.test_contacts import named as contact_named
from tinhso.security.incidents.actions.merge_incidents import merge_incidents
from tinhso.security.incidents.actions.refuse_cyber_incident import refuse_cyber_incident
from tinhso.security.incidents.tests.makers import (
    brought_to,
    closed,
    cyber_reported,
    fresh,
    moves,
    seat_people,
    verified,
)
from tinhso.security.incidents.tests.test_course import cyber_support
from tinhso.security.models import CyberIncident
from tinhso.security.tests.makers import read_list

AT = "/can-bo/an-toan-thong-tin/"
LIST = f"{AT}su-co-mang/"
MANY, LIST_QUERIES = 45, 30
"""Queries of a page at most, with session, actor and menu."""


@pytest.fixture
def post(guarded):
    return seat_people(guarded)


def path_of(incident, more=""):
    return f"{LIST}{incident.case.code}/{more}"


def when(**words):
    return {"day": "08/03/2024", "hour": "07:05"} | words


def test_any_officer_learns_what_to_do_and_reports(post, client, django_assert_max_num_queries):
    contact_named(post)
    post.sign_in(client, "emi")
    with django_assert_max_num_queries(LIST_QUERIES):
        page = client.get(f"{AT}lam-ngay/").content.decode()
    assert "Rút dây mạng" in page and 'href="tel:' in page and "Trần Văn Trực" not in page
    page = client.get(f"{AT}bao-su-co-mang/?thay=leak").content.decode()
    assert "checked" in page.split('value="leak"')[1].split(">")[0]
    form = {"client_key": uuid4(), "kind": "leak", "title": "Gửi nhầm danh sách", "text": "Lúc sáng"}
    answer = client.post(f"{AT}bao-su-co-mang/", form | when(hour="25h"))
    assert answer.status_code == 422 and "Gửi nhầm danh sách" in answer.content.decode()
    answer = client.post(f"{AT}bao-su-co-mang/", form | when())
    assert answer.status_code == 302 and answer["Location"] == f"{AT}lam-ngay/"
    one = CyberIncident.objects.select_related("case").get()
    with django_assert_max_num_queries(LIST_QUERIES):
        page = client.get(f"{AT}lam-ngay/").content.decode()
    assert one.case.code in page and "Gửi nhầm danh sách" in page and "chờ tiếp nhận" in page
    verified(post, one)
    page = client.get(f"{AT}lam-ngay/").content.decode()
    assert "Đã tiếp nhận, đang xử lý" in page and "Đúng là mã độc" not in page, "no word of what was found"
    assert client.get(path_of(one)).status_code == 404 and client.get(LIST).status_code == 403
    assert post.sign_in(client, "an").get(f"{AT}lam-ngay/").status_code in (302, 403)
    answer = post.sign_in(client, "anh").post(f"{AT}bao-su-co-mang/", form | when(client_key=uuid4()))
    assert answer["Location"].startswith(LIST)


@pytest.mark.long
def test_who_sees_the_list_and_the_incident(post, client, django_assert_max_num_queries):
    one = closed(post, title="Sự cố đã đóng")
    brought_to(post, "plan", title="Sự cố đang xử lý")
    moves(post, refuse_cyber_incident, cyber_reported(post, title="Báo nhầm"), reason="Không phải")
    cyber_reported(post, "anh", exercise=True, title="Diễn tập quý")
    merged_one = verified(post, title="Đã gộp")
    moves(post, merge_incidents, merged_one, into=verified(post, title="Sự cố chính"))
    post.sign_in(client, "anh")
    with django_assert_max_num_queries(LIST_QUERIES):
        page = client.get(LIST).content.decode()
    assert "Sự cố đang xử lý" in page and "Sự cố đã đóng" not in page and "Diễn tập quý" not in page
    for state, words in (
        ("da-dong", "Sự cố đã đóng"), ("da-dong", "Khóa cổng USB"), ("khong-phai", "Báo nhầm"),
        ("dien-tap", "Diễn tập quý"), ("gop", "Đã gộp"), ("tat-ca", "Sự cố chính"),
    ):  # fmt: skip
        assert words in client.get(LIST, {"tinh_trang": state}).content.decode(), state
    assert client.get(LIST, {"tinh_trang": "x", "loai": "x", "q": "\x00"}).status_code == 200
    with django_assert_max_num_queries(MANY):
        page = client.get(path_of(one)).content.decode()
    assert "USB lạ" in page and "12/BC" in page
    for who, status in (("bach", 404), ("ho", 404), ("tra", 404), ("van", 404), ("chi", 200), ("dat", 200)):
        assert post.sign_in(client, who).get(path_of(one)).status_code == status, who
    assert post.sign_in(client, "emi").get(f"{AT}lam-ngay/").content.decode().count("ATTT-") == 5, (
        "no exercise, none of others"
    )
    assert "ATTT-" not in post.sign_in(client, "van").get(f"{AT}lam-ngay/").content.decode()
    post.sign_in(client, "anh")
    for deed, status in (("xong-viec/1/", 302), ("ban-giao/1/", 404)):
        assert client.get(path_of(one, deed)).status_code == status, "nothing more to tick after the end"
    for who in ("bach", "van"):
        answer = post.sign_in(client, who).get("/can-bo/tim/", {"q": one.case.code})
        assert "Sự cố đã đóng" not in answer.content.decode()


def sender(town, client, incident):
    """Sends the form of a deed as somebody of the cast; the status of the answer."""

    def send(who, deed, **words):
        ver = fresh(incident).case.ver
        path = path_of(incident, f"{deed}/")
        return town.sign_in(client, who).post(path, {"ver": ver} | words).status_code

    return send


@pytest.mark.long
def test_alerts_are_opened_as_one_and_written_on(post, client, django_assert_max_num_queries):
    key = cyber_support(post)
    read_list(post, post.agency_a, "anh", "name,ip\npc-1,10.0.0.1\n", key=uuid4())
    form = when(client_key=uuid4(), kind="leak", title="Lộ danh sách", text="x", alerts=[key])
    post.sign_in(client, "anh")
    assert "Bị dò mật khẩu" in client.get(f"{AT}mo-su-co-mang/").content.decode()
    assert client.post(f"{AT}mo-su-co-mang/", form | {"alerts": ["finding:x"]}).status_code == 422
    assert client.post(f"{AT}mo-su-co-mang/", form).status_code == 302
    one = CyberIncident.objects.select_related("case").get()
    send = sender(post, client, one)
    line = when(kind="action", text="Đã gỡ", machine="pc-9", indicator="evil.example")
    assert send("anh", "ghi-dien-bien", **line) == 422
    assert send("anh", "ghi-dien-bien", **line | {"machine": "PC-1"}) == 302
    wrong = line | {"machine": "", "kind": "correction"}
    assert send("anh", "ghi-dien-bien", **wrong | {"corrects": "99"}) == 422
    assert send("anh", "ghi-dien-bien", **wrong | {"corrects": "2"}) == 302
    assert send("anh", "them-viec", step="restore", part="head", words="Báo trưởng phòng") == 302
    assert send("anh", "them-may", machine="pc-1") == 302 and send("anh", "them-may") == 422
    breach = when(data_kinds="Họ tên", consequences="x", measures="x", persons_reason="x", persons_due="on")
    assert send("anh", "vi-pham-du-lieu", **breach | {"persons_count": "-1"}) == 422
    assert send("anh", "vi-pham-du-lieu", **breach) == 302
    assert send("anh", "tach-canh-bao/1", reason="Việc khác") == 302
    assert send("anh", "gop-canh-bao", alerts=[key]) == 302
    with django_assert_max_num_queries(MANY):
        page = client.get(path_of(one)).content.decode()
    assert "pc-1" in page and "evil.example" in page and "Báo trưởng phòng" in page
    assert "Đính chính dòng 2" in page and "A05" in page


@pytest.mark.long
def test_one_is_carried_through_by_the_pages(post, client):
    one = cyber_reported(post)
    send = sender(post, client, one)
    assert send("anh", "xac-minh", kind="leak", finding="x") == 403
    assert send("cuc", "xac-minh", kind="leak", finding="") == 422
    assert send("cuc", "xac-minh", kind="leak", finding="Đúng") == 302
    assert send("cuc", "phan-loai", criteria=["interruption", "x"]) == 422
    assert send("cuc", "phan-loai", criteria=["interruption"]) == 302
    assert send("cuc", "phuong-an", plan="Gỡ danh sách") == 302
    assert send("anh", "xong-viec/1", note="Rồi") == 302 and send("anh", "xong-viec/1", note="") == 422
    assert send("anh", "xong-viec/999") == 404 and send("anh", "khong-co/1") == 404
    assert send("anh", "da-gui/1", **when(document_number="1/BC", hour="8h55")) == 302
    assert send("anh", "da-gui/9", document_number="x") == 404
    assert send("cuc", "xong-buoc", finding="x") == 302 and send("cuc", "xong-buoc", finding="x") == 302
    assert send("cuc", "khoi-phuc", finding="x", **when(day="01/01/2020")) == 422
    assert send("cuc", "khoi-phuc", finding="x", **when(hour="08:55")) == 302
    assert send("cuc", "tong-ket", cause="x", lesson="y") == 302
    left = one.tasks.filter(done_at=None).count()
    page = post.sign_in(client, "dat").get(path_of(one, "dong/")).content.decode()
    assert f"Còn {left} việc chưa ghi là đã xong" in page
    assert send("dat", "dong") == 422, "reports are not sent"
    assert send("dat", "tra-lai", reason="Thiếu") == 302
    assert client.get(path_of(one, "khong-co/")).status_code == 404
    assert client.get(path_of(one, "xac-minh/")).status_code == 302
    assert post.sign_in(client, "chi").get(path_of(one, "xong-viec/2/")).status_code == 302


def test_evidence_is_stored_handed_over_and_not_lost_on_a_mistake(post, client):
    one = verified(post)
    post.sign_in(client, "anh")
    shot = SimpleUploadedFile("nhat-ky.txt", "dòng một\n".encode() * 5, content_type="text/plain")
    words = when(words="", collector="Trần Văn Anh", machine="")
    answer = client.post(path_of(one, "nop-chung-cu/"), words | {"file": shot})
    page = answer.content.decode()
    assert answer.status_code == 422 and "nhat-ky.txt" in page and 'name="file_tep"' in page
    stored = page.split('name="file_tep" value="')[1].split('"')[0]
    mended = words | {"words": "Nhật ký máy chủ", "file_tep": stored}
    assert client.post(path_of(one, "nop-chung-cu/"), mended).status_code == 302
    piece = one.evidence.get()
    given = when(giver="Anh", receiver="Đội ứng cứu", purpose="Giám định")
    assert client.post(path_of(one, "ban-giao/1/"), given).status_code == 302
    assert "giu-lai/1/" not in client.get(path_of(one)).content.decode(), "a hold is the coordinator's"
    assert client.get(path_of(one, "giu-lai/1/")).status_code == 302
    assert client.post(path_of(one, "giu-lai/1/"), {"reason": "x"}).status_code == 403
    assert (
        post.sign_in(client, "cuc").post(path_of(one, "giu-lai/1/"), {"reason": "Công văn"}).status_code
        == 302
    )
    page = client.get(path_of(one)).content.decode()
    assert "thoi-giu/1/" in page
    assert piece.sha256 in page and "Đội ứng cứu" in page and "Công văn" in page
    assert client.get(path_of(one, "tep/1/")).status_code in (200, 202, 409)
    assert client.get(path_of(one, "tep/2/")).status_code == 404
    assert post.sign_in(client, "bach").get(path_of(one, "tep/1/")).status_code == 404


def test_merging_names_an_incident_that_the_coordinator_sees(post, client):
    one, main = verified(post), verified(post)
    post.sign_in(client, "cuc")
    words = {"ver": fresh(one).case.ver}
    assert client.post(path_of(one, "gop/"), words | {"into": "ATTT-KHONGCO"}).status_code == 422
    assert client.post(path_of(one, "gop/"), words | {"into": main.case.code.lower()}).status_code == 302
    assert one.case.code in client.get(path_of(main)).content.decode()
    assert main.case.code in client.get(path_of(one)).content.decode()
    assert client.post(path_of(one, "tach/"), {"ver": fresh(one).case.ver}).status_code == 302


@pytest.mark.long
def test_a_report_is_drafted_as_a_paper(post, client, django_assert_max_num_queries):
    one = verified(post)
    post.sign_in(client, "anh")
    with django_assert_max_num_queries(LIST_QUERIES):
        answer = client.get(path_of(one, "bao-cao/1/"))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert client.get(path_of(one, "bao-cao/9/")).status_code == 404
    assert post.sign_in(client, "bach").get(path_of(one, "bao-cao/1/")).status_code == 404
