"""From the feeds of four outlets to one answer that links them all; what is stored of an article, and what never is."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps

from tests.town import make_unit
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.models import NewsArticle, NewsCluster, NewsMention, NewsSource
from tinhso.press.monitoring.actions import intake_articles
from tinhso.press.monitoring.actions.erase_news import erase_news
from tinhso.press.monitoring.actions.hand_on_cluster import add_copies, hand_on_cluster
from tinhso.press.monitoring.actions.save_search import save_search
from tinhso.press.tests.issue_makers import answered, assigned, issue_fresh, published_issue, verified
from tinhso.press.tests.news_makers import OUTLETS, TEXT, TITLE, four_copies, item, source_of, taken_in

ISSUE = {"origin": "article", "subject": "Đường trước chợ hỏng", "text": "Kiểm tra 14 ổ gà báo nêu."}


def handed_on(town, cluster, who="bien", now=NOW, **words):
    given = {"client_key": uuid4()} | ISSUE | words
    return hand_on_cluster(cluster=cluster, **given, by=town.actor(who, on=now.date()), now=now)


def test_a_story_of_four_outlets_becomes_one_issue_whose_answer_links_them_all(press_desk, client):
    cluster = four_copies(press_desk)
    assert cluster.articles.count() == 4
    issue = handed_on(press_desk, cluster)
    assert [one.outlet for one in issue.outlet_articles.order_by("url")] == list(OUTLETS)
    row = assigned(press_desk, issue_fresh(issue))
    for who, sees in (("bien", True), ("hang", False)):
        press_desk.sign_in(client, who)
        for path in ("tin/", f"tin/{cluster.pk}/", "diem-bao/"):
            page = client.get(f"/can-bo/bao-chi/{path}").content.decode()
            assert sees or (row.case.code not in page and "Việc đã giao" not in page), (who, path)
    assert row.case.due_at.date() > NOW.date() + timedelta(days=29)
    published = published_issue(press_desk, answered(press_desk, verified(press_desk, row)))
    public = client.get(f"/bao-chi/{published.case.code}/").content.decode()
    assert all(f"https://bao{n}.example.vn/duong" in public for n in range(4))
    press_desk.sign_in(client, "bien")
    story = client.get(f"/can-bo/bao-chi/tin/{cluster.pk}/").content.decode()
    assert f"/bao-chi/{published.case.code}/" in story and "4 bài giống nhau" in story
    kinds = set(EventRow.objects.values_list("name", flat=True))
    assert {"press.NewsArticlesRead", "press.NewsClusterHandedOn", "press.PressIssuePublished"} <= kinds


def test_copies_that_come_later_are_added_and_a_second_press_makes_no_second_issue(press_desk):
    cluster = four_copies(press_desk)
    issue = handed_on(press_desk, cluster)
    later = source_of(press_desk, "Báo Năm")
    taken_in(later, item("https://bao5.example.vn/duong", text="Chiều nay. " + TEXT))
    assert add_copies(cluster=cluster, by=press_desk.actor("tap"), now=NOW).pk == issue.pk
    assert issue.outlet_articles.count() == 5
    assert handed_on(press_desk, cluster).pk == issue.pk and issue.outlet_articles.count() == 5


def test_a_story_without_an_address_on_the_secure_web_is_refused(press_desk):
    taken_in(source_of(press_desk), item("http://bao.example.vn/khong-an-toan"))
    with pytest.raises(EntryRefused):
        handed_on(press_desk, NewsCluster.objects.get())


def test_each_article_is_stored_once_with_an_excerpt_and_what_it_names(press_desk):
    district = make_unit("393", "Huyện Hà Trung", "district", "huyen", press_desk.province)
    commune = make_unit("16831", "Xã Hà Long", "commune", "xa", district)
    source = source_of(press_desk)
    text = f"Ở xã Hà Long, huyện Hà Trung. {press_desk.agency_b.name} nói sẽ sửa. " + TEXT
    assert (
        len(
            taken_in(
                source, item("https://a.example.vn/1", text=text), item("https://a.example.vn/1?utm_source=x")
            )
        )
        == 1
    )
    assert taken_in(source, item("https://a.example.vn/1", text=text)) == []
    row = NewsArticle.objects.get()
    assert row.published_at == NOW and len(row.excerpt) <= 300 and row.text.startswith("Ở xã Hà Long")
    mentions = NewsMention.objects.filter(article=row)
    assert {one.unit_id or one.agency_id for one in mentions} >= {
        district.pk,
        commune.pk,
        press_desk.agency_b.pk,
    }


def test_of_an_outlet_of_elsewhere_only_what_names_the_province_is_stored(press_desk):
    source = source_of(press_desk, inside=False)
    rows = taken_in(
        source,
        item("https://a.example.vn/1", title="Nơi khác"),
        item("https://a.example.vn/2", title="Chợ ở Thanh Hóa"),
    )
    assert [row.url for row in rows] == ["https://a.example.vn/2"]
    source.refresh_from_db()
    assert (source.items, source.skipped) == (2, 1)


def test_another_story_is_another_cluster_and_an_undated_article_bears_the_hour_of_reading(press_desk):
    source = source_of(press_desk)
    taken_in(source, item("https://a.example.vn/1"), item("https://a.example.vn/2", title="Mưa lớn", text="Mưa lớn từ đêm qua ở vùng núi, nước sông lên nhanh, nhiều nơi cho học sinh nghỉ học.", at=None))  # fmt: skip
    assert NewsCluster.objects.count() == 2
    row = NewsArticle.objects.get(url__endswith="/2")
    assert not row.dated and row.published_at == NOW


def test_an_article_dated_to_come_stands_in_the_list_of_today_and_can_be_handed_on(press_desk):
    source = source_of(press_desk)
    taken_in(source, item("https://a.example.vn/1", at=NOW + timedelta(hours=20)))
    row = NewsArticle.objects.get()
    assert row.published_at == NOW and not row.dated
    assert handed_on(press_desk, row.cluster).outlet_articles.count() == 1
    fast = item("https://a.example.vn/2", title="Mưa lớn", text="", at=NOW + timedelta(minutes=3))
    assert [one.dated for one in taken_in(source, fast)] == [True]


def test_a_source_that_sends_without_end_does_not_fill_the_disk(press_desk, monkeypatch):
    monkeypatch.setattr(intake_articles, "MOST_A_DAY", 3)
    source = source_of(press_desk)
    for number in range(2):
        feed = [
            item(f"https://a.example.vn/{number}{n}", title=f"Tin {number}{n}", text="") for n in range(2)
        ]
        taken_in(source, *feed)
    source.refresh_from_db()
    assert (
        NewsArticle.objects.count() == 3 and "trong một ngày" in source.faults[0][1] and source.skipped == 0
    )
    taken_in(
        source,
        item("https://a.example.vn/11", title="Tin 11", text=""),
        now=NOW + timedelta(days=1, minutes=1),
    )
    assert NewsArticle.objects.count() == 4


def test_a_saved_search_tells_its_owner_once_an_hour(press_desk):
    words = {"name": "Đường", "outlet": "", "unit": None, "agency": None, "alerts": True}
    save_search(words="duong cho", **words, by=press_desk.actor("phat"), now=NOW)
    save_search(words="bão", **words | {"name": "Bão"}, by=press_desk.actor("phat"), now=NOW)
    four_copies(press_desk)
    notice = Notice.objects.get(topic="press.news")
    assert notice.user_id == press_desk.phat.pk and TITLE not in str(notice.params)


def test_full_texts_go_after_their_days_and_old_articles_that_led_to_nothing(press_desk):
    cluster = four_copies(press_desk)
    source = NewsSource.objects.first()
    taken_in(source, item("https://a.example.vn/khac", title="Chuyện khác hẳn", text="Hội xuân mở ba ngày, có đua thuyền, chọi gà, hát dân ca và phiên chợ quê đông vui."))  # fmt: skip
    assert erase_news(by=SYSTEM, now=NOW + timedelta(days=6)) == (0, 0)
    assert erase_news(by=SYSTEM, now=NOW + timedelta(days=7)) == (5, 0)
    assert not NewsArticle.objects.exclude(text="").exists()
    handed_on(press_desk, cluster)
    assert erase_news(by=SYSTEM, now=NOW + timedelta(days=800)) == (0, 1)
    assert NewsArticle.objects.count() == 4 and not NewsArticle.objects.exclude(bands=[]).exists()


def test_no_table_of_press_has_a_place_for_who_wrote_or_for_what_somebody_thinks():
    forbidden = {"author", "writer", "reporter", "journalist", "byline", "creator", "sentiment", "tone", "attitude", "opinion", "score", "stance", "influence", "profile", "bias"}  # fmt: skip
    names = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("press").get_models()
        if model.__name__.startswith("News") or model.__name__ == "OutletArticle"
        for field in model._meta.get_fields()
        if forbidden & set(field.name.split("_"))
    }
    assert not names
    assert {field.name for field in NewsArticle._meta.fields} == {
        "id", "source", "cluster", "url", "title", "excerpt", "folded", "published_at", "dated", "read_at", "text", "text_until", "signature", "bands",
    }  # fmt: skip


def test_a_name_under_a_headline_of_a_feed_is_stored_nowhere(press_desk):
    whole = item("https://a.example.vn/1").replace(
        "</item>", "<author>Tên Riêng Lạ</author><creator>Tên Riêng Lạ</creator></item>"
    )
    taken_in(source_of(press_desk), whole)
    row = NewsArticle.objects.values().get()
    assert "Tên Riêng Lạ" not in str(row) and date(2024, 3, 15) == row["text_until"]
