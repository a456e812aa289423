"""Pages of the support desk: what each sees and may do, nothing lost on a mistake, a bound on queries."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.tests.makers import photo
from tinhso.security.models import KnownError, SupportIncident
from tinhso.security.support.actions.ask_reporter import ask_reporter
from tinhso.security.support.actions.refuse_incident import refuse_incident
from tinhso.security.support.shared_systems import system_name, systems_on
from tinhso.security.support.tests.makers import (
    confirmed,
    does,
    error_of,
    fresh,
    give_support,
    received,
    reported,
    resolved,
)

PAGE = "/can-bo/su-co-phan-mem/"
MANY = 30
"""Queries of a page at most, with session, actor and menu."""


@pytest.fixture
def desk(guarded):
    give_support(guarded)
    return guarded


def path_of(incident, deed=""):
    return f"{PAGE}su-co/{incident.case.code}/{deed}"


def test_an_officer_reports_and_finds_it_while_colleagues_and_others_do_not(
    desk, client, django_assert_max_num_queries
):
    desk.sign_in(client, "emi")
    form = {"client_key": uuid4(), "system": "mail", "title": "Không gửi được thư", "severity": "low"}
    answer = client.post(f"{PAGE}bao/", form | {"text": "Từ sáng"})
    incident = SupportIncident.objects.select_related("case").get()
    assert answer.status_code == 302 and incident.case.code in answer["Location"]
    reported(desk, "bao", title="Việc của cơ quan B")
    with django_assert_max_num_queries(MANY):
        page = client.get(f"{PAGE}?q=khong gui duoc thu").content.decode()
    assert "Không gửi được thư" in page and "Việc của cơ quan B" not in client.get(PAGE).content.decode()
    assert incident.case.code in client.get(PAGE, {"q": incident.case.code}).content.decode()
    for who, status in (("van", 404), ("bach", 404), ("chi", 200), ("ho", 200), ("tra", 200)):
        assert desk.sign_in(client, who).get(path_of(incident)).status_code == status, who
    assert incident.title not in desk.sign_in(client, "van").get(PAGE).content.decode()
    assert incident.title in desk.sign_in(client, "chi").get(PAGE, {"pham_vi": "co-quan"}).content.decode()
    assert (
        incident.title not in desk.sign_in(client, "van").get(PAGE, {"pham_vi": "co-quan"}).content.decode()
    )
    assert desk.sign_in(client, "an").get(PAGE).status_code in (302, 403)


def test_a_picture_is_not_lost_when_something_else_is_wrong(desk, client):
    desk.sign_in(client, "emi")
    form = {"client_key": uuid4(), "system": "mail", "title": "", "severity": "low", "text": "Từ sáng"}
    shot = SimpleUploadedFile("loi.png", photo(kind="PNG"), content_type="image/png")
    answer = client.post(f"{PAGE}bao/", form | {"file": shot})
    stored = StoredFile.objects.get()
    page = answer.content.decode()
    assert answer.status_code == 422 and str(stored.pk) in page and "Từ sáng" in page and "loi.png" in page
    client.post(f"{PAGE}bao/", form | {"title": "Lỗi", "file_tep": stored.pk})
    incident = SupportIncident.objects.select_related("case").get()
    assert incident.messages.get().file == stored
    assert client.get(path_of(incident, "tep/1/")).status_code in (200, 202, 409)
    assert client.get(path_of(incident, "tep/2/")).status_code == 404
    assert desk.sign_in(client, "bach").get(path_of(incident, "tep/1/")).status_code == 404
    wrong = SimpleUploadedFile("loi.exe", b"MZ" + bytes(200), content_type="application/octet-stream")
    answer = desk.sign_in(client, "emi").post(
        path_of(incident, "gui-them/"), {"ver": 1, "text": "x", "file": wrong}
    )
    assert answer.status_code == 422


def test_the_worklist_of_the_desk(desk, client, django_assert_max_num_queries):
    waiting = reported(desk, title="Sự cố chờ")
    late = received(desk, reported(desk, title="Sự cố muộn"), severity="critical")
    late.case.participants.update(due_at=NOW.replace(year=2023))
    does(desk, ask_reporter, received(desk, reported(desk, title="Sự cố hỏi")), text="?")
    does(desk, refuse_incident, reported(desk, title="Sự cố trùng"), reason="Trùng", duplicate_of=waiting)
    confirmed(desk, resolved(desk, received(desk, reported(desk, title="Sự cố xong"))))
    desk.sign_in(client, "ho")
    with django_assert_max_num_queries(MANY):
        page = client.get(f"{PAGE}ban-ho-tro/").content.decode()
    assert "2 sự cố chờ" in page and "1 quá hạn" in page
    assert page.index("Sự cố muộn") < page.index("Sự cố chờ") and "Sự cố hỏi" not in page
    for state, title in (
        ("qua-han", "muộn"),
        ("cho-nguoi-bao", "hỏi"),
        ("xong", "xong"),
        ("khong-nhan", "trùng"),
    ):
        page = client.get(f"{PAGE}ban-ho-tro/", {"tinh_trang": state}).content.decode()
        assert f"Sự cố {title}" in page, state
    assert client.get(f"{PAGE}ban-ho-tro/", {"tinh_trang": "x", "phan_mem": "x"}).status_code == 200
    assert "Sự cố chờ" not in client.get(f"{PAGE}ban-ho-tro/", {"phan_mem": "mail"}).content.decode()
    assert desk.sign_in(client, "emi").get(f"{PAGE}ban-ho-tro/").status_code == 403


def test_desk_and_reporter_take_turns_on_the_page(desk, client, django_assert_max_num_queries):
    incident, error = reported(desk), error_of(desk)

    def send(who, deed, **words):
        ver = fresh(incident).case.ver
        return desk.sign_in(client, who).post(path_of(incident, deed), {"ver": ver} | words)

    assert send("emi", "tiep-nhan/", severity="high").status_code == 403
    assert send("ho", "tiep-nhan/", severity="high").status_code == 302
    assert send("ho", "tra-loi/", text="Đang xem").status_code == 302
    assert send("ho", "hoi-them/", text="Trình duyệt nào?").status_code == 302
    assert send("emi", "gui-them/", text="Chrome").status_code == 302
    words = {"cause": "Đầy", "solution": "Dọn", "cyber": "no", "cyber_reason": "Không tấn công"}
    assert send("ho", "khac-phuc/", **words | {"cyber": ""}).status_code == 422
    assert send("ho", "khac-phuc/", **words, known_error=error.pk).status_code == 302
    assert send("emi", "xu-ly-tiep/", text="Vẫn lỗi").status_code == 302
    assert send("ho", "khac-phuc/", **words).status_code == 302
    assert send("emi", "xac-nhan/", stars="9").status_code == 422
    assert send("emi", "xac-nhan/", stars="4", words="Nhanh").status_code == 302
    with django_assert_max_num_queries(MANY):
        page = client.get(path_of(incident)).content.decode()
    assert "Vẫn lỗi" in page and "4/5 Nhanh" in page and "Không: Không tấn công" in page
    assert send("emi", "xac-nhan/", stars="4").status_code == 422
    assert client.get(path_of(incident, "xac-nhan/")).status_code == 302
    assert client.get(path_of(incident, "khong-co/")).status_code == 404


def test_a_duplicate_names_an_incident_that_the_desk_sees(desk, client):
    first, second = reported(desk), reported(desk)
    words = {"ver": second.case.ver, "reason": "Trùng"}
    desk.sign_in(client, "ho")
    answer = client.post(path_of(second, "khong-nhan/"), words | {"same_as": "SC-KHONGCO"})
    assert answer.status_code == 422 and "Không có sự cố số này" in answer.content.decode()
    answer = client.post(path_of(second, "khong-nhan/"), words | {"same_as": second.case.code})
    assert answer.status_code == 422
    assert (
        client.post(path_of(second, "khong-nhan/"), words | {"same_as": first.case.code.lower()}).status_code
        == 302
    )
    assert first.case.code in client.get(path_of(second)).content.decode()


def test_everybody_reads_known_errors_and_the_desk_writes_them(desk, client, django_assert_max_num_queries):
    desk.sign_in(client, "ho")
    words = {
        "client_key": uuid4(),
        "system": "mail",
        "title": "Thư trôi",
        "cause": "Bộ lọc",
        "workaround": "Gửi lại",
    }
    assert client.post(f"{PAGE}ghi-loi/", words | {"title": ""}).status_code == 422
    assert client.post(f"{PAGE}ghi-loi/", words).status_code == 302
    error = KnownError.objects.get()
    incident = received(desk, reported(desk, system="mail"))
    resolved(desk, incident, known_error=error)
    one = f"{PAGE}loi-da-biet/{error.code}/"
    assert incident.case.code in client.get(one).content.decode()
    page = desk.sign_in(client, "bach").get(one).content.decode()
    assert "Gửi lại" in page and incident.case.code not in page
    with django_assert_max_num_queries(MANY):
        assert "Thư trôi" in client.get(f"{PAGE}loi-da-biet/", {"q": "thu troi"}).content.decode()
    assert (
        client.get(f"{PAGE}ghi-loi/").status_code == 403 and client.post(f"{one}da-sua/").status_code == 403
    )
    desk.sign_in(client, "ho")
    assert client.post(f"{one}da-sua/", {"mended_by": ""}).status_code == 422
    assert client.post(f"{one}da-sua/", {"mended_by": "Bản mới"}).status_code == 302
    assert "Bản mới" in client.get(one).content.decode()


def test_the_list_of_shared_systems_is_dated():
    assert ("mail", "Thư điện tử công vụ") in systems_on(NOW.date())
    assert not systems_on(NOW.date().replace(year=2019)) and system_name("gone") == "gone"


def test_the_list_as_csv_holds_what_the_reader_may_see(desk, client):
    reported(desk)
    mine = desk.sign_in(client, "emi").get(f"{PAGE}?tep=csv")
    assert mine["Content-Type"].startswith("text/csv") and len(mine.content.splitlines()) == 2
    others = desk.sign_in(client, "bach").get(f"{PAGE}?tep=csv&pham_vi=co-quan")
    assert len(others.content.splitlines()) == 1
    whole = desk.sign_in(client, "ho").get(f"{PAGE}ban-ho-tro/?tep=csv")
    assert len(whole.content.splitlines()) == 2
