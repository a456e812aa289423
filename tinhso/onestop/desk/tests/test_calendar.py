"""The page of one's own dossier: what comes next, and its dates for a calendar."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from tinhso.onestop.desk.calendar import calendar_of


def calendar(shop, dossier, who="an"):
    return shop.town.sign_in(Client(), who).get(reverse("dossier_calendar", args=[dossier.case.code]))


def page(shop, dossier):
    client = shop.town.sign_in(Client(), "an")
    return client.get(reverse("dossier", args=[dossier.case.code])).content.decode()


def test_a_handed_in_dossier_says_what_comes_next_and_until_when(shop):
    dossier = shop.dossier("receive")
    page_text = page(shop, dossier)
    assert "Đã nộp hồ sơ" in page_text and "Việc tiếp theo" in page_text and dossier.case.code in page_text
    answer = calendar(shop, dossier)
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 1 and "tra-loi" in text
    assert shop.town.an.full_name not in text


def test_an_accepted_one_says_that_nothing_is_to_be_done_and_when_it_is_due(shop):
    dossier = shop.dossier("examine")
    assert "Ông/bà không phải làm gì" in page(shop, dossier)
    due = dossier.case.due_at.astimezone(UTC)
    assert f"DTSTART:{due:%Y%m%dT%H%M%SZ}" in calendar(shop, dossier).content.decode()


def test_the_timeline_is_read_newest_first(shop):
    dossier = shop.dossier("examine")
    client = shop.town.sign_in(Client(), "an")
    context = client.get(reverse("dossier", args=[dossier.case.code])).context
    moments = [entry.at for entry in context["newest_first"]]
    assert len(moments) > 1 and moments == sorted(moments, reverse=True)
    assert [entry.state for entry in context["newest_first"]][:2] == ["now", "done"]


def test_a_dossier_without_dates_has_no_calendar_and_a_strangers_is_not_told(shop):
    assert calendar(shop, shop.start()).status_code == 404
    assert calendar(shop, shop.dossier("receive"), "dung").status_code == 404


def test_lines_are_folded_and_escaped(shop):
    dossier = shop.dossier("receive")
    moment = datetime(2024, 3, 8, tzinfo=UTC)
    text = calendar_of(dossier, [("x", moment, "Hẹn; rất, dài " * 12)], made_at=moment).decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Hẹn\\; rất\\, dài" in text.replace("\r\n ", "")


def test_a_day_that_is_over_at_midnight_ends_on_that_day(shop):
    dossier = shop.dossier("receive")
    until = datetime(2024, 3, 8, 16, 59, 59, tzinfo=UTC)  # 23:59:59 in Hà Nội
    text = calendar_of(dossier, [("bo-sung", until, "Hạn bổ sung")], made_at=until).decode()
    assert "DTSTART:20240308T162959Z" in text and "DTEND:20240308T165959Z" in text
