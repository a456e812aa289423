"""What asking and allowing refuse, and what the pages show to whom."""

from uuid import uuid4

import pytest

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.hunting.logs import NameUse
from tinhso.security.hunting import opened_names
from tinhso.security.hunting.actions.settle_opening import settle_opening
from tinhso.security.hunting.counting import openings_waiting_for
from tinhso.security.hunting.permissions import can_read_names, can_request_opening, can_settle_opening
from tinhso.security.hunting.reasons import why
from tinhso.security.hunting.tests.makers import DAY, approved, log_row, requested, suspicion
from tinhso.security.models import LogOpening, SecurityFinding
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import read_list

AT = "/can-bo/an-toan-thong-tin/"


@pytest.fixture(autouse=True)
def town(guarded):
    read_list(guarded, guarded.agency_a, "anh", "name,ip\npc,10.0.0.1\n")
    guarded.dat = make_officer("dat", "Lê Văn Đạt", guarded.committee, "Chánh Văn phòng", Head)
    guarded.ha = make_officer("ha", "Vũ Thị Hà", guarded.agency_a, "Trưởng phòng", Head)
    return guarded


def test_what_asking_refuses(town):
    for words, match in (
        ({"address": "pc-1"}, "địa chỉ IP"),
        ({"last": (NOW + DAY).date()}, "hôm nay"),
        ({"first": (NOW - 40 * DAY).date()}, "31 ngày"),
        ({"case_number": " "}, "số vụ việc"),
        ({"reason": " "}, "lý do"),
    ):
        with pytest.raises(EntryRefused, match=match):
            requested(town, **words)
    for who in ("ho", "dat"):
        with pytest.raises(SecurityForbidden):
            requested(town, who)
        assert not can_request_opening(town.actor(who), on=NOW.date())
    key = uuid4()
    assert requested(town, key=key) == requested(town, key=key) and LogOpening.objects.count() == 1


def test_who_asked_does_not_allow_and_a_refusal_has_a_reason(town):
    opening = requested(town, "anh")
    for who in ("anh", "dat", "bach"):
        assert not can_settle_opening(opening, town.actor(who))
        with pytest.raises(SecurityForbidden):
            settle_opening(opening=opening, accept=True, note="", by=town.actor(who), now=NOW)
    assert [openings_waiting_for(town.actor(who)) for who in ("ha", "dat", "anh")] == [1, 0, 0]
    with pytest.raises(EntryRefused, match="lý do"):
        settle_opening(opening=opening, accept=False, note=" ", by=town.actor("ha"), now=NOW)
    settle_opening(opening=opening, accept=False, note="Chưa rõ vụ việc", by=town.actor("ha"), now=NOW)
    with pytest.raises(EntryRefused, match="đã được"):
        settle_opening(opening=opening, accept=True, note="", by=town.actor("ha"), now=NOW)
    assert not can_read_names(opening, town.actor("ha"), on=NOW.date())
    assert EventRow.objects.filter(name="security.LogOpeningSettled").count() == 1


def test_heads_hear_that_an_opening_waits_and_who_asked_that_it_was_settled(town):
    opening = requested(town, "anh")
    notices = Notice.objects.filter(topic="security.openings")
    assert set(notices.values_list("user", flat=True)) == {town.ha.pk, town.chi.pk}
    settle_opening(opening=opening, accept=True, note="", by=town.actor("ha"), now=NOW)
    assert notices.filter(user=town.anh).count() == 1
    assert not any("10.0.0.1" in f"{one.params}{one.path}" for one in notices)


def test_a_request_is_made_allowed_and_read_on_its_pages(client, town, monkeypatch):
    monkeypatch.setattr(
        opened_names, "read_names", None
    )  # no log is stored here: what a reading gives is told by another test
    monkeypatch.setattr(
        "tinhso.security.hunting.actions.read_log_names.read_names",
        lambda row: opened_names.OpenedNames([NameUse("rieng-tu.example", NOW, NOW, 3)], 1, False, 0),
    )
    town.sign_in(client, "anh")
    sent = {
        "client_key": uuid4(),
        "address": "10.0.0.1",
        "first": "05/03/2024",
        "last": "08/03/2024",
        "case_number": "SC-1",
    }
    refused = client.post(f"{AT}de-nghi-mo-ten/", sent | {"reason": ""})
    assert refused.status_code == 422 and "SC-1" in refused.text
    assert client.post(f"{AT}de-nghi-mo-ten/", sent | {"reason": "Máy gửi thư rác"}).status_code == 302
    page = f"{AT}mo-ten/{LogOpening.objects.get().code}/"
    assert "Đọc các tên" not in client.get(page).text
    assert client.post(f"{page}doc/").status_code == 422
    assert client.get(f"{page}cho-mo/").status_code == 403
    town.sign_in(client, "bach")
    assert client.get(page).status_code == 404 and "SC-1" not in client.get(f"{AT}mo-ten/").text
    town.sign_in(client, "ha")
    assert "Cho mở" in client.get(page).text
    assert client.post(f"{page}cho-mo/", {"note": ""}).status_code == 302
    assert "Đọc các tên" not in client.get(page).text
    assert client.post(f"{page}doc/").status_code == 403
    town.sign_in(client, "anh")
    assert "rieng-tu" not in client.get(page).text
    read = client.post(f"{page}doc/").text
    assert "rieng-tu.example" in read and "Số lần đã đọc" in read
    assert client.get(f"{page}doc/").status_code == 405


@pytest.mark.long
def test_an_agency_sees_its_suspicions_alone_and_decides_with_a_reason(client, town):
    one = suspicion(log_row(town), agency=town.agency_a)
    other = suspicion(log_row(town, town.agency_b), agency=town.agency_b, target="kin.example")
    town.sign_in(client, "anh")
    listed = client.get(f"{AT}nghi-van/").text
    assert "tram-lanh.example" in listed and "kin.example" not in listed
    assert client.get(f"{AT}nghi-van/{other.code}/").status_code == 404
    assert client.get(f"{AT}nghi-van/{other.code}/bo-qua/").status_code == 404
    page = f"{AT}nghi-van/{one.code}/"
    assert "30 lần" in client.get(page).text
    assert client.get(f"{page}xoa/").status_code == 404
    assert client.post(f"{page}bo-qua/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}bo-qua/", {"reason": "Máy in"}).status_code == 302
    assert "tram-lanh" not in client.get(f"{AT}nghi-van/?loai=beacon").text
    assert "tram-lanh" in client.get(f"{AT}nghi-van/?tinh_trang=bo-qua&trang=9").text
    later = suspicion(log_row(town), agency=town.agency_a)
    assert "Máy in" in client.get(f"{AT}nghi-van/{later.code}/").text
    assert SecurityFinding.objects.filter(kind="botnet").count() == 0


def test_stored_logs_are_listed_and_every_officer_reads_what_they_are_for(client, town):
    log_row(town)
    log_row(town, town.agency_b)
    town.sign_in(client, "cuc")
    assert client.get(f"{AT}nhat-ky-mang/").text.count("Đang lưu") == 2
    town.sign_in(client, "anh")
    assert "Đang lưu" not in client.get(f"{AT}nhat-ky-mang/").text
    town.sign_in(client, "ho")
    words = client.get(f"{AT}nhat-ky-dung-the-nao/").text
    assert "90 ngày" in words and "7 ngày" in words and "chưa kiểm chứng" in words
    Rule.objects.filter(key__startswith="security.").delete()  # the pack of an older program
    older = client.get(f"{AT}nhat-ky-dung-the-nao/")
    assert older.status_code == 200 and "chưa lưu nhật ký nào" in older.text
    assert client.get(f"{AT}nghi-van/").status_code == 403


@pytest.mark.long
def test_the_pages_ask_few_questions(client, town, django_assert_max_num_queries):
    for place in range(5):
        one = suspicion(log_row(town), agency=town.agency_a, address=f"10.0.0.{place}")
    opening = approved(town, "anh", "ha")
    town.sign_in(client, "anh")
    for page in ("nhat-ky-mang/", "nhat-ky-dung-the-nao/", "nghi-van/", f"nghi-van/{one.code}/", f"nghi-van/{one.code}/bo-qua/", "mo-ten/", f"mo-ten/{opening.code}/", "de-nghi-mo-ten/"):  # fmt: skip
        client.get(AT + page)
        with django_assert_max_num_queries(14):
            assert client.get(AT + page).status_code == 200


def test_each_reason_is_a_sentence_of_its_figures(town):
    log = log_row(town)
    for kind, figures, words in (
        ("made_names", {"failed": 40, "made": 8}, "40 tên miền không tồn tại, trong đó 8"),
        (
            "beacon",
            {"times": 1200, "seconds": 60.5, "clients": 1},
            "1.200 lần, cách nhau đều khoảng 60,5 giây",
        ),
        ("long_connection", {"hours": 7.5, "sent": 9, "times": 1, "clients": 2}, "7,5 giờ"),
        ("tunnel", {"names": 120, "length": 44.0, "texts": 98.5}, "120 tên khác nhau"),
    ):
        assert words in why(suspicion(log, kind=kind, figures=figures))


def test_logs_that_were_not_opened_for_their_number_are_named(town, monkeypatch):
    opening = approved(town)
    monkeypatch.setattr(opened_names, "MOST_LOGS", 2)
    for number, more in ((2, False), (3, True)):
        rows = [log_row(town) for _ in range(number)]
        monkeypatch.setattr(opened_names, "readable_logs", lambda one, rows=rows: rows)
        found = opened_names.read_names(opening)
        assert (found.unreadable, found.more) == (2, more)


def test_a_decision_is_one_of_two(client, town):
    town.sign_in(client, "dat")
    page = f"{AT}mo-ten/{requested(town).code}/"
    assert [client.get(f"{page}{deed}/").status_code for deed in ("cho-mo", "khong-cho-mo", "khac")] == [200, 200, 404]  # fmt: skip
