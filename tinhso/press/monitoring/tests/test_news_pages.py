"""The officers' pages: who opens them, what they show, what is typed comes back; the morning's list as PDF."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.casework.tests.makers import NOW
from tinhso.lib.dates import HANOI
from tinhso.press.models import NewsArticle, NewsClip, NewsCluster, NewsSearch, NewsSource, PressIssue
from tinhso.press.monitoring.actions.choose_clip import choose_clip
from tinhso.press.monitoring.clip_book import clip_book, clip_book_pdf
from tinhso.press.monitoring.counts import briefing_between, late_issues
from tinhso.press.tests.issue_makers import answered, assigned, at_answer, entered_issue
from tinhso.press.tests.news_makers import TITLE, four_copies, item, source_of, taken_in

PRESS = "/can-bo/bao-chi/"
FOLLOW = (f"{PRESS}tin/", f"{PRESS}diem-bao/", f"{PRESS}so-dem/", f"{PRESS}tim-kiem/")
STEER = (f"{PRESS}nguon/", f"{PRESS}nguon/moi/")


@pytest.mark.long
def test_each_page_is_for_those_who_follow_or_steer(press_desk, client, django_assert_max_num_queries):
    cluster = four_copies(press_desk)
    source = NewsSource.objects.first()
    one = f"{PRESS}tin/{cluster.pk}/"
    steered = (*STEER, f"{PRESS}nguon/{source.pk}/", f"{one}giao-kiem-tra/", f"{one}diem-bao/")
    for who, follows, steers in (
        ("bien", 200, 200),
        ("phat", 200, 403),
        ("xa", 200, 403),
        ("viet", 403, 403),
        ("an", 403, 403),
    ):
        press_desk.sign_in(client, who)
        for paths, status in (((*FOLLOW, one), follows), (steered, steers)):
            for path in paths:
                with django_assert_max_num_queries(40):
                    assert client.get(path).status_code == status, (who, path)
    press_desk.sign_in(client, "bien")
    assert client.get(f"{PRESS}tin/{cluster.pk + 99}/").status_code == 404


@pytest.mark.long
def test_the_list_is_searched_by_words_outlet_and_days(press_desk, client):
    four_copies(press_desk)
    press_desk.sign_in(client, "phat")
    shows = lambda query: client.get(f"{PRESS}tin/?{query}").content.decode().count(TITLE)  # noqa: E731
    assert shows("") == 1 and shows("q=duong+cho") == 4 and shows("q=đường+lụt") == 0
    assert shows("bao=Báo+Hai") == 1 and shows("bao=Báo+Lạ") == 1
    assert (
        shows("tu=01/01/2024&den=02/01/2024") == 0
        and shows("tu=hôm+qua") == 1
        and shows("trang=x&luu=y") == 1
    )


def test_a_source_is_declared_changed_and_what_was_typed_comes_back(press_desk, client):
    press_desk.sign_in(client, "bien")
    words = {
        "outlet": "Báo Thử",
        "rhythm": "daily",
        "url": "http://bao.example.vn/rss",
        "minutes": "15",
        "terms": "RSS công khai",
    }
    page = client.post(f"{PRESS}nguon/moi/", words)
    assert page.status_code == 422 and 'value="http://bao.example.vn/rss"' in page.content.decode()
    assert client.post(f"{PRESS}nguon/moi/", words | {"url": "https://bao.example.vn/rss"}).status_code == 302
    source = NewsSource.objects.get()
    one = f"{PRESS}nguon/{source.pk}/"
    assert client.post(one, {"minutes": "3", "terms": "x"}).status_code == 422
    changed = {"outlet": "Báo Thử", "rhythm": "daily", "minutes": "60", "terms": "Đã hỏi báo"}
    assert client.post(one, changed).status_code == 302
    assert "Đã tắt" in client.get(one).content.decode()


def test_one_press_hands_a_story_on_and_the_issue_is_on_its_page(press_desk, client):
    cluster = four_copies(press_desk)
    press_desk.sign_in(client, "bien")
    one = f"{PRESS}tin/{cluster.pk}/giao-kiem-tra/"
    assert TITLE in client.get(one).content.decode()
    words = {"client_key": str(uuid4()), "origin": "article", "subject": "Đường hỏng", "text": ""}
    assert client.post(one, words).status_code == 422
    answer = client.post(one, words | {"text": "Kiểm tra 14 ổ gà."})
    issue = PressIssue.objects.get()
    assert answer.status_code == 302 and answer.url == f"{PRESS}{issue.case.code}/"
    assert client.post(one, words | {"text": "Kiểm tra."}).status_code == 302
    assert PressIssue.objects.count() == 1
    assert issue.case.code in client.get(f"{PRESS}tin/{cluster.pk}/").content.decode()
    press_desk.sign_in(client, "xa")
    page = client.get(f"{PRESS}tin/{cluster.pk}/").content.decode()
    assert f'href="{PRESS}{issue.case.code}/"' not in page
    briefing = client.get(f"{PRESS}so-dem/").content.decode()
    assert "Giao ban báo chí" in briefing and press_desk.agency_a.name in briefing


def test_the_sheet_of_the_briefing_has_what_earlier_days_left_and_names_what_is_late(press_desk, client):
    """One of January that nobody answered, one of January answered in its month, one of the days asked for."""
    january = datetime(2024, 1, 8, 9, tzinfo=HANOI)
    old = assigned(press_desk, entered_issue(press_desk, now=january, day=january.date()), now=january)
    done = at_answer(press_desk, now=january, subject="Việc đã trả lời", day=january.date())
    answered(press_desk, done, now=january)
    new = assigned(press_desk, entered_issue(press_desk, subject="Việc mới"))
    first, last = date(2024, 3, 1), date(2024, 3, 8)
    (line,) = briefing_between(first, last)
    assert (line.carried, line.issues, line.answered, line.waiting, line.late) == (1, 1, 0, 2, 1)
    assert late_issues(first, last, press_desk.actor("bien")) == [old]
    assert late_issues(first, last, press_desk.actor("an")) == []
    (line,) = briefing_between(january.date(), january.date())
    assert (line.carried, line.issues, line.answered) == (0, 2, 1)
    press_desk.sign_in(client, "bien")
    page = client.get(f"{PRESS}so-dem/?tu=01/03/2024&den=08/03/2024").content.decode()
    assert "Nội dung chậm" in page and old.case.code in page and new.case.code not in page


def test_the_morning_list_as_page_and_pdf(press_desk, client):
    cluster = four_copies(press_desk)
    press_desk.sign_in(client, "bien")
    words = {"day": "08/03/2024", "topic": "traffic", "comment": "Đã biết, đang làm."}
    assert client.post(f"{PRESS}tin/{cluster.pk}/diem-bao/", words).status_code == 302
    page = client.get(f"{PRESS}diem-bao/").content.decode()
    assert (
        TITLE in page
        and "Giao thông" in page
        and "Đã biết, đang làm." in page
        and "và 3 bài đăng lại" in page
    )
    clip = NewsClip.objects.get()
    assert client.post(f"{PRESS}diem-bao/{clip.pk}/bo/").status_code == 302
    assert TITLE not in client.get(f"{PRESS}diem-bao/?den=08/03/2024").content.decode()


@pytest.mark.long
def test_the_list_is_printed_with_every_story(press_desk, client, poppler):
    cluster = four_copies(press_desk)
    choose_clip(
        cluster=cluster,
        day=NOW.date(),
        topic="traffic",
        comment="Đã biết.",
        by=press_desk.actor("bien"),
        now=NOW,
    )
    book = clip_book(press_desk.agency_a.pk, NOW.date(), press_desk.actor("bien"))
    assert (book.articles, [part.topic for part in book.parts]) == (4, ["Giao thông"])
    pdf = clip_book_pdf(book, press_desk.agency_a, now=NOW)
    text = poppler.text(pdf)
    assert "ĐIỂM BÁO" in text.upper() and "Báo Bốn" in text and "https://bao0.example.vn/duong" in text
    press_desk.sign_in(client, "phat")
    answer = client.get(f"{PRESS}diem-bao/pdf/?den=08/03/2024")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_searches_are_saved_used_and_dropped(press_desk, client):
    four_copies(press_desk)
    press_desk.sign_in(client, "phat")
    assert client.post(f"{PRESS}tim-kiem/", {"name": "Đường", "words": ""}).status_code == 422
    answer = client.post(f"{PRESS}tim-kiem/", {"name": "Đường", "words": "đường chợ", "alerts": "on"})
    search = NewsSearch.objects.get()
    assert answer.url == f"{PRESS}tin/?luu={search.pk}" and TITLE in client.get(answer.url).content.decode()
    press_desk.sign_in(client, "bien")
    assert client.post(f"{PRESS}tim-kiem/{search.pk}/bo/").status_code == 404
    press_desk.sign_in(client, "phat")
    assert client.post(f"{PRESS}tim-kiem/{search.pk}/bo/").status_code == 302


def test_what_an_outlet_writes_runs_nowhere(press_desk, client):
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(2)> Đường hỏng'
    taken_in(
        source_of(press_desk),
        item("https://a.example.vn/1", title=hostile, text=hostile * 3, at=NOW - timedelta(hours=1)),
    )
    press_desk.sign_in(client, "bien")
    for path in (f"{PRESS}tin/", f"{PRESS}tin/{NewsCluster.objects.get().pk}/"):
        text = client.get(path).content.decode()
        assert "alert(1)" not in text.replace("alert(1)&lt;", "") or "<script>alert" not in text
        assert "<img src=x" not in text and "<script>alert" not in text
    assert "<" not in NewsArticle.objects.get().title


def test_no_page_fetches_the_full_texts(press_desk, client):
    cluster = four_copies(press_desk)
    words = {"day": NOW.date(), "topic": "traffic", "comment": ""}
    choose_clip(cluster=cluster, **words, by=press_desk.actor("bien"), now=NOW)
    press_desk.sign_in(client, "bien")
    with CaptureQueriesContext(connection) as queries:
        for path in (f"{PRESS}tin/", f"{PRESS}tin/{cluster.pk}/", f"{PRESS}diem-bao/"):
            assert TITLE in client.get(path).content.decode()
    assert not [one for one in queries if '"press_newsarticle"."text"' in one["sql"].partition(" FROM ")[0]]


def test_the_morning_says_that_a_source_is_away_and_a_wrong_copy_is_parted(press_desk, client):
    cluster = four_copies(press_desk)
    press_desk.sign_in(client, "bien")
    article = cluster.articles.order_by("pk")[0]
    assert "không đọc được" not in client.get(f"{PRESS}tin/").content.decode()
    NewsSource.objects.filter(articles=article).update(failures=1)
    for path in (f"{PRESS}tin/", f"{PRESS}diem-bao/"):
        page = client.get(path).content.decode()
        assert "1 nguồn đang không đọc được" in page and f"{PRESS}nguon/" in page
    part = f"{PRESS}tin/bai/{article.pk}/tach/"
    assert part in client.get(f"{PRESS}tin/{cluster.pk}/").content.decode()
    assert client.post(part).status_code == 302 and cluster.articles.count() == 3
    assert "chỉ có một bài" in client.post(part, follow=True).content.decode()
    press_desk.sign_in(client, "phat")
    assert client.post(part).status_code == 403
