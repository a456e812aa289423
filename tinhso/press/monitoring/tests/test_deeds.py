"""Who steers the reading of outlets, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.models import Post
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import NewsArticle, NewsClip, NewsCluster, NewsSearch, NewsSource
from tinhso.press.monitoring.actions.choose_clip import choose_clip, drop_clip
from tinhso.press.monitoring.actions.hand_on_cluster import add_copies, hand_on_cluster
from tinhso.press.monitoring.actions.part_article import part_article
from tinhso.press.monitoring.actions.register_source import change_source, register_source
from tinhso.press.monitoring.actions.save_search import delete_search, save_search
from tinhso.press.monitoring.permissions import (
    can_follow_news,
    can_steer_news,
    check_can_change_search,
    check_can_follow_news,
    check_can_steer_news,
    follows_press,
)
from tinhso.press.questions.issue_process import NoFocalAgency
from tinhso.press.tests.news_makers import four_copies, item, source_of, taken_in

SOURCE = {"outlet": "Báo Thử", "rhythm": "daily", "url": "https://bao.example.vn/rss", "minutes": 15, "inside": True, "terms": "RSS công khai"}  # fmt: skip
SEARCH = {"name": "Đường", "words": "đường", "outlet": "", "unit": None, "agency": None, "alerts": True}
CHANGE = {
    "outlet": "Báo Thử Nghiệm",
    "rhythm": "weekly",
    "minutes": 60,
    "active": False,
    "inside": False,
    "month_first": True,
    "terms": "Đã hỏi báo",
}
STRANGERS = ("an", "viet", "phat", "xa", "chi")


def story(town):
    taken_in(source_of(town), item("https://a.example.vn/1"))
    return NewsCluster.objects.get()


def test_who_follows_and_who_steers(press_desk):
    day = NOW.date()
    assert can_steer_news(press_desk.actor("bien"), day)
    for who in STRANGERS:
        assert not can_steer_news(press_desk.actor(who), day), who
    assert can_follow_news(press_desk.actor("phat"))
    for who in ("an", "viet", "chi"):
        assert not can_follow_news(press_desk.actor(who)), who
        with pytest.raises(PressForbidden):
            check_can_follow_news(press_desk.actor(who))
    with pytest.raises(PressForbidden):
        check_can_steer_news(SYSTEM, day)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outlet": "B"}, {"rhythm": "never"}, {"url": "http://bao.example.vn/rss"}, {"url": "https://u:p@bao.example.vn/"}, {"url": "https://bao.example.vn:22/"},
        {"url": "ftp://bao.example.vn/"}, {"url": "https://a b/"}, {"url": "https://bao.example.vn/" + "x" * 600}, {"minutes": 1}, {"minutes": 2000}, {"terms": ""},
    ],
)  # fmt: skip
def test_a_source_that_cannot_be(press_desk, wrong):
    with pytest.raises(EntryRefused):
        register_source(**SOURCE | wrong, by=press_desk.actor("bien"), now=NOW)


def test_sources_are_registered_and_changed_by_the_focal_agency_alone(press_desk):
    for who in STRANGERS:
        with pytest.raises(PressForbidden):
            register_source(**SOURCE, by=press_desk.actor(who), now=NOW)
    source = register_source(**SOURCE, by=press_desk.actor("bien"), now=NOW)
    assert (source.host, source.health) == ("bao.example.vn", "new")
    with pytest.raises(EntryRefused):
        register_source(**SOURCE, by=press_desk.actor("bien"), now=NOW)
    for who in STRANGERS:
        with pytest.raises(PressForbidden):
            change_source(source=source, **CHANGE, by=press_desk.actor(who), now=NOW)
    for wrong in ({"minutes": 3}, {"terms": " "}, {"outlet": "B"}, {"rhythm": "never"}):
        with pytest.raises(EntryRefused):
            change_source(source=source, **CHANGE | wrong, by=press_desk.actor("bien"), now=NOW)
    change_source(source=source, **CHANGE, by=press_desk.actor("bien"), now=NOW)
    row = NewsSource.objects.get()
    assert row.health == "off" and row.month_first and not NewsSource.objects.due(NOW).exists()
    assert (row.outlet, row.rhythm) == ("Báo Thử Nghiệm", "weekly")


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_source_declared_twice_at_once_is_refused_in_words(press_desk):
    together, by = Barrier(2), press_desk.actor("bien")

    def press():
        try:
            together.wait(20)
            return register_source(**SOURCE, by=by, now=NOW).host
        except EntryRefused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        found = {one.result(60) for one in [both.submit(press), both.submit(press)]}
    assert found == {"bao.example.vn", "Nguồn này đã có trong danh sách."}


@pytest.mark.long
def test_an_article_that_is_no_copy_gets_a_story_of_its_own(press_desk):
    cluster = four_copies(press_desk)
    wrong = cluster.articles.order_by("published_at")[0]
    for who in STRANGERS:
        with pytest.raises(PressForbidden):
            part_article(article=wrong, by=press_desk.actor(who), now=NOW)
    alone = part_article(article=wrong, by=press_desk.actor("bien"), now=NOW)
    assert list(alone.articles.values_list("pk", flat=True)) == [wrong.pk] and cluster.articles.count() == 3
    cluster.refresh_from_db()
    assert cluster.first_at == cluster.articles.order_by("published_at")[0].published_at
    with pytest.raises(EntryRefused):
        part_article(article=wrong, by=press_desk.actor("bien"), now=NOW)
    words = {"origin": "article", "subject": "Đường hỏng", "text": "Kiểm tra.", "client_key": uuid4()}
    hand_on_cluster(cluster=cluster, **words, by=press_desk.actor("bien"), now=NOW)
    with pytest.raises(EntryRefused):
        part_article(article=cluster.articles.all()[0], by=press_desk.actor("bien"), now=NOW)
    assert EventRow.objects.filter(name="press.NewsArticleParted").count() == 1


def test_whoever_left_the_press_is_alerted_no_more(press_desk):
    save_search(**SEARCH, by=press_desk.actor("phat"), now=NOW)
    assert follows_press(press_desk.phat, NOW.date()) and not follows_press(press_desk.viet, NOW.date())
    Post.objects.filter(user=press_desk.phat).delete()
    assert not follows_press(press_desk.phat, NOW.date())
    story(press_desk)
    assert not Notice.objects.filter(topic="press.news").exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a.example.vn/x", "https:///x"])
def test_the_table_refuses_an_address_that_is_not_of_the_web(press_desk, url):
    story(press_desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsArticle.objects.update(url=url)


def test_clips_are_chosen_once_a_day_and_dropped(press_desk):
    cluster = story(press_desk)
    words = {"cluster": cluster, "day": NOW.date(), "topic": "traffic", "comment": " Đã biết. "}
    for who in STRANGERS:
        with pytest.raises(PressForbidden):
            choose_clip(**words, by=press_desk.actor(who), now=NOW)
    wrong = (
        {"topic": "khác"},
        {"comment": "x" * 1001},
        {"day": NOW.date() - timedelta(days=40)},
        {"day": NOW.date() + timedelta(days=3)},
    )
    for one in wrong:
        with pytest.raises(EntryRefused):
            choose_clip(**words | one, by=press_desk.actor("bien"), now=NOW)
    choose_clip(**words, by=press_desk.actor("bien"), now=NOW)
    clip = choose_clip(**words | {"topic": "health"}, by=press_desk.actor("tap"), now=NOW)
    assert NewsClip.objects.count() == 1 and clip.comment == "Đã biết."
    assert NewsCluster.objects.get().topic == "health"
    for who in STRANGERS:
        with pytest.raises(PressForbidden):
            drop_clip(clip=clip, by=press_desk.actor(who), now=NOW)
    drop_clip(clip=clip, by=press_desk.actor("bien"), now=NOW)
    drop_clip(clip=clip, by=press_desk.actor("bien"), now=NOW)
    assert not NewsClip.objects.exists()


def test_only_the_focal_agency_hands_a_story_on(press_desk):
    cluster = story(press_desk)
    words = {"origin": "article", "subject": "Đường hỏng", "text": "Kiểm tra.", "client_key": uuid4()}
    for who in STRANGERS:
        with pytest.raises(PressForbidden):
            hand_on_cluster(cluster=cluster, **words, by=press_desk.actor(who), now=NOW)
    for wrong in ({"origin": "question"}, {"subject": ""}, {"text": "x" * 4001}):
        with pytest.raises(EntryRefused):
            hand_on_cluster(cluster=cluster, **words | wrong, by=press_desk.actor("bien"), now=NOW)


def test_copies_are_added_by_the_focal_agency_to_a_story_that_was_handed_on(press_desk):
    cluster = story(press_desk)
    for who in STRANGERS:
        with pytest.raises(PressForbidden):
            add_copies(cluster=cluster, by=press_desk.actor(who), now=NOW)
    with pytest.raises(EntryRefused):
        add_copies(cluster=cluster, by=press_desk.actor("bien"), now=NOW)


def test_where_no_rule_gives_the_time_of_an_answer_nothing_is_handed_on(press_desk):
    cluster = story(press_desk)
    Rule.objects.filter(key="press.answer.article").delete()
    words = {"origin": "article", "subject": "Đường hỏng", "text": "Kiểm tra.", "client_key": uuid4()}
    with pytest.raises(NoFocalAgency):
        hand_on_cluster(cluster=cluster, **words, by=press_desk.actor("bien"), now=NOW)


def test_searches_are_their_owners(press_desk):
    for who in ("an", "viet", "chi"):
        with pytest.raises(PressForbidden):
            save_search(**SEARCH, by=press_desk.actor(who), now=NOW)
    for wrong in ({"name": "x"}, {"words": "x" * 121}, {"words": " "}):
        with pytest.raises(EntryRefused):
            save_search(**SEARCH | wrong, by=press_desk.actor("phat"), now=NOW)
    search = save_search(**SEARCH, by=press_desk.actor("phat"), now=NOW)
    assert save_search(**SEARCH | {"alerts": False}, by=press_desk.actor("phat"), now=NOW).pk == search.pk
    with pytest.raises(PressForbidden):
        delete_search(search=search, by=press_desk.actor("bien"), now=NOW)
    with pytest.raises(PressForbidden):
        check_can_change_search(search, press_desk.actor("an"))
    delete_search(search=search, by=press_desk.actor("phat"), now=NOW)
    assert not NewsSearch.objects.exists()
