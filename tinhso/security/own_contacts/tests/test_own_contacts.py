"""What somebody asks about is read as it is meant, held against every register, and never called a swindle."""

import logging

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.people.models import Agency
from tinhso.kernel.site import clock
from tinhso.security.own_contacts.asking import NotUnderstood, answer, imitated, read

DAY, PAGE = NOW.date(), "/co-phai-cua-tinh/"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://dichvucong.tinh.vn/ho-so?x=1", [("name", "dichvucong.tinh.vn")]),
        ("https://tinh.vn@xau.example/dang-nhap", [("name", "xau.example")]),
        ("hxxps://TINH.vn.xau[.]example", [("name", "tinh.vn.xau.example")]),
        ("tỉnh.vn", [("name", "xn--tnh-dlz.vn")]),
        ("Cong@Tinh.VN", [("email", "cong@tinh.vn")]),
        ("+84 237 3852 246", [("phone", "02373852246")]),
        ("0084 237 3852 246", [("phone", "02373852246"), ("account", "02373852246")]),
        ("0237.3852.246", [("phone", "02373852246"), ("account", "02373852246")]),
        ("113", [("phone", "113")]),
        ("3505 1234 5678 9012", [("account", "3505123456789012")]),
    ],
)
def test_it_is_read_as_what_it_is(typed, found):
    assert read(typed) == found


@pytest.mark.parametrize(
    "typed", ["xin chào", "12", "@", "http://[::", "http:///x", "1" * 25, "\u200b", "a" * 400]
)
def test_what_is_none_of_these_is_said_to_be_none(typed):
    with pytest.raises(NotUnderstood, match="dán nguyên|viết không đúng|quá ngắn hoặc quá dài"):
        read(typed)


def test_a_name_that_looks_like_an_own_one_is_told_apart():
    names = {"thanhhoa.gov.vn", "so.vn"}
    assert imitated("thanh-hoa.gov-vn.example", names) == "thanhhoa.gov.vn"
    assert imitated("thanhhoagov.example", names) == "thanhhoa.gov.vn"
    assert imitated("soxau.example", names) == "" and imitated("khac.example", names) == ""


def test_each_register_answers_for_its_own(guarded):
    Agency.objects.filter(pk=guarded.agency_a.pk).update(phone="(0237) 3852.246")
    for typed in ("https://mot-cua.tinh.vn/x", "hop-thu@tinh.vn", "+842373852246", "113"):
        assert answer(typed, DAY).owners, typed
    for typed in ("tinh.vn.xau.example", "hop-thu@tinh.vn.example", "0237 3852 247", "3505 1234 5679"):
        found = answer(typed, DAY)
        assert not found.owners and found.host in typed, typed


def test_the_page_answers_and_leaves_nothing_behind(
    guarded, client, monkeypatch, caplog, django_assert_max_num_queries
):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    caplog.set_level(logging.DEBUG)
    assert client.get(f"{PAGE}?value=tinh.vn").content.decode().count("Có trong danh bạ") == 0
    yes = client.post(PAGE, {"value": "https://mot-cua.tinh.vn/"})
    assert yes.status_code == 200 and "Có trong danh bạ của tỉnh." in yes.content.decode()
    forged = client.post(PAGE, {"value": "giam-doc@tinh.vn"}).content.decode()
    assert "địa chỉ người gửi hiện trên máy có thể bị giả" in forged
    with django_assert_max_num_queries(14):
        no = client.post(PAGE, {"value": "0912 345 678"})
    text = no.content.decode()
    assert "Không có trong danh bạ của tỉnh." in text and "chưa có nghĩa là giả" in text
    assert "lừa đảo" not in text.split("Muốn báo")[0].split("<h1>")[1]
    wrong = client.post(PAGE, {"value": "xin chào"})
    assert wrong.status_code == 422 and "xin chào" in wrong.content.decode()
    assert client.post(PAGE, {"value": "a" * 501}).status_code == 422
    assert "0912" not in caplog.text


def test_nobody_asks_a_register_empty(guarded, client, monkeypatch):
    monkeypatch.setattr("tinhso.security.own_contacts.views.pages.MOST_QUESTIONS", 1)
    assert [client.post(PAGE, {"value": "tinh.vn"}).status_code for _ in range(2)] == [200, 429]
