"""The way to the outlets, through the sandbox: 304, robots, hosts, politeness, faults, back-off."""

import threading
from datetime import timedelta

import pytest

from sandbox.news_outlet.server import Server
from sandbox.news_outlet.stories import Newsroom
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.site.entry_form import EntryRefused
from tinhso.lib.messages.public_fetch import Fetched
from tinhso.press.models import NewsArticle, NewsCluster, NewsSource
from tinhso.press.monitoring import fetching
from tinhso.press.monitoring.actions.register_source import change_source
from tinhso.press.monitoring.fetching import read_due_sources, read_source
from tinhso.press.tests.news_makers import source_of

HOST = "bao-xu-mo-phong.example.vn"
FEEDS = (
    (HOST, "rss/tin.rss"),
    ("dai-mo-phong.example.vn", "atom.xml"),
    ("tap-chi-mo-phong.example.vn", "feed.json"),
    ("tin-nhanh-mo-phong.example.vn", "rss/tin.rss"),
)


@pytest.fixture
def outlets(press_desk, settings):
    newsroom = Newsroom()
    newsroom.begun = NOW
    server = Server(newsroom=newsroom)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.NEWS_STAND_IN = server.url
    yield server
    server.shutdown()
    server.server_close()


def sourced(town, host=HOST, path="rss/tin.rss", **words):
    return source_of(
        town, **{"outlet": host, "url": f"https://{host}/{path}", "inside": host == HOST} | words
    )


def fresh(source):
    return NewsSource.objects.get(pk=source.pk)


@pytest.mark.long
def test_one_story_of_four_outlets_is_one_cluster_whatever_their_feeds_are(outlets, press_desk):
    for host, path in FEEDS:
        sourced(press_desk, host, path)
    assert read_due_sources(now=NOW) == 4
    story = NewsCluster.objects.get(articles__url=f"https://{HOST}/den-duong.html")
    assert story.articles.count() == 4
    assert NewsArticle.objects.get(url=f"https://{HOST}/den-duong.html").published_at == NOW - timedelta(
        minutes=95
    )
    assert not NewsArticle.objects.filter(url__contains="noi-khac").exists()
    assert all("số mô phỏng" in one.title + one.excerpt for one in NewsArticle.objects.all())


@pytest.mark.long
def test_what_is_unchanged_is_not_sent_twice_and_robots_are_asked_once_a_day(outlets, press_desk):
    source = sourced(press_desk)
    read_source(source, now=NOW)
    read_source(fresh(source), now=NOW + timedelta(minutes=20))
    assert outlets.paths == [f"{HOST}/robots.txt", f"{HOST}/rss/tin.rss", f"{HOST}/rss/tin.rss"]
    row = fresh(source)
    assert row.good_at == NOW + timedelta(minutes=20) and row.delay == 1 and row.etag and row.health == "ok"
    read_source(row, now=NOW + timedelta(days=2))
    assert outlets.paths.count(f"{HOST}/robots.txt") == 2


@pytest.mark.long
def test_what_robots_forbid_is_not_read(outlets, press_desk):
    source = sourced(press_desk, path="rieng/tin.rss")
    read_source(source, now=NOW)
    assert outlets.paths == [f"{HOST}/robots.txt"] and "robots" in fresh(source).problem


@pytest.mark.long
def test_a_host_is_asked_for_one_thing_at_a_time(outlets, press_desk):
    sourced(press_desk)
    sourced(press_desk, path="atom.xml")
    assert read_due_sources(now=NOW) == 1
    assert read_due_sources(now=NOW + timedelta(seconds=5)) == 0
    assert read_due_sources(now=NOW + timedelta(seconds=20)) == 1
    assert read_due_sources(now=NOW + timedelta(seconds=40)) == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("fault", "words"), [("garbage", "Không nhận ra"), ("html", "HTML"), ("lose_answer", "đứt"), ("huge", "giới hạn"), ("lose", "Không kết nối")]
)  # fmt: skip
def test_faults_are_told_with_the_next_try_later_each_time(outlets, press_desk, fault, words):
    source = sourced(press_desk)
    if fault != "lose":
        read_source(source, now=NOW)
        outlets.newsroom.begun += timedelta(minutes=1)
    outlets.faults.set({fault: "1"})
    for number, minutes in enumerate((15, 30, 60), 1):
        read_source(fresh(source), now=NOW)
        row = fresh(source)
        assert words in row.problem and row.failures == number and row.health == "late"
        assert row.next_at == NOW + timedelta(minutes=minutes)
    outlets.faults.set({fault: "0"})
    read_source(fresh(source), now=NOW)
    assert fresh(source).failures == 0 and NewsArticle.objects.exists()


@pytest.mark.long
def test_a_feed_that_breaks_in_the_middle_gives_what_is_whole_and_says_so(outlets, press_desk):
    source = sourced(press_desk)
    outlets.faults.set({"broken": "1"})
    read_source(source, now=NOW)
    assert NewsArticle.objects.exists() and fresh(source).failures == 0


@pytest.mark.long
def test_an_outlet_that_asks_for_a_pause_gets_it(outlets, press_desk):
    source = sourced(press_desk)
    outlets.faults.set({"busy": "1"})
    read_source(source, now=NOW)
    assert "429" in fresh(source).problem and fresh(source).next_at == NOW + timedelta(seconds=7200)


@pytest.mark.long
def test_whatever_one_source_does_to_us_the_others_are_read(outlets, press_desk, monkeypatch, caplog):
    first, second = sourced(press_desk), sourced(press_desk, *FEEDS[1])
    whole = fetching.intake_articles

    def intake(*, source, **words):
        if source.pk == first.pk:
            raise ValueError("never foreseen")
        return whole(source=source, **words)

    monkeypatch.setattr(fetching, "intake_articles", intake)
    assert read_due_sources(now=NOW) == 2
    assert fresh(first).failures == 1 and "nhật ký" in fresh(first).problem and fresh(second).health == "ok"
    assert not NewsSource.objects.due(NOW).exists() and "never foreseen" in caplog.text


@pytest.mark.long
def test_a_source_that_kills_its_reader_is_not_first_in_the_line_the_next_time(
    outlets, press_desk, monkeypatch
):
    killer, other = sourced(press_desk), sourced(press_desk, *FEEDS[1])

    def killed(source, *, now):
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(fetching, "read_source", killed)
        read_due_sources(now=NOW)
    assert [one.pk for one in NewsSource.objects.due(NOW)] == [other.pk]
    assert read_due_sources(now=NOW + timedelta(minutes=2)) == 1 and fresh(killer).good_at is None


@pytest.mark.long
def test_a_source_that_was_changed_is_read_whole_though_the_outlet_has_nothing_new(outlets, press_desk):
    host, path = FEEDS[3]
    source = sourced(press_desk, host, path)
    read_source(source, now=NOW)
    assert not NewsArticle.objects.filter(url__contains="noi-khac").exists()
    words = {
        "outlet": host,
        "rhythm": "daily",
        "minutes": 15,
        "active": True,
        "month_first": False,
        "terms": source.terms,
    }
    change_source(source=source, inside=True, **words, by=press_desk.actor("bien"), now=NOW)
    read_source(fresh(source), now=NOW + timedelta(minutes=1))
    assert NewsArticle.objects.filter(url__contains="noi-khac").exists()


def test_sources_that_fail_or_fall_silent_are_missed(press_desk):
    failing, silent, well, off = (sourced(press_desk, host, path) for host, path in FEEDS)
    NewsSource.objects.filter(pk=failing.pk).update(failures=2, good_at=NOW)
    NewsSource.objects.filter(pk=silent.pk).update(good_at=NOW - timedelta(days=2))
    NewsSource.objects.filter(pk=well.pk).update(good_at=NOW)
    NewsSource.objects.filter(pk=off.pk).update(active=False, failures=3)
    assert {one.pk for one in NewsSource.objects.missed(NOW)} == {failing.pk, silent.pk}


def test_an_outlet_that_leads_into_the_clear_is_not_read(press_desk, settings, monkeypatch):
    settings.NEWS_STAND_IN = ""
    source = sourced(press_desk)
    clear = Fetched(f"http://{HOST}/rss/tin.rss", 200, "text/xml", 5)
    monkeypatch.setattr(fetching, "fetch", lambda url, **more: (clear, b"<rss/>"))
    read_source(source, now=NOW)
    assert "không mã hóa" in fresh(source).problem


def test_only_the_host_of_the_list_and_only_public_machines_are_called(press_desk, settings):
    settings.NEWS_STAND_IN = ""
    with pytest.raises(EntryRefused, match="mạng nội bộ"):
        sourced(press_desk, host="127.0.0.1")
    settings.FETCH_LOCAL = True
    source = sourced(press_desk, host="127.0.0.1")
    settings.FETCH_LOCAL = False
    read_source(source, now=NOW)
    assert "mạng nội bộ" in fresh(source).problem
