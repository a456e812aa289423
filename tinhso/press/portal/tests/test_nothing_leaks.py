"""What is not approved, under an embargo, expired or withdrawn is nowhere: tried over sequences of deeds, drawn from fixed seeds."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.search.models import SearchEntry
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.actions.begin_change import begin_change
from tinhso.press.articles.actions.publish_due import forget_expired, publish_due
from tinhso.press.articles.actions.return_article import return_article
from tinhso.press.articles.actions.set_times import set_times
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.articles.moving import ArticleChanged
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import Article
from tinhso.press.portal.home import article_paths, home_news
from tinhso.press.tests.makers import TEXT, approved, fresh, saved, sent, started

REFUSALS = (PressForbidden, ArticleChanged, EntryRefused)
PLACES = ("/tin-tuc/", "/tin-tuc/chuyen-muc/chuyen-doi-so/", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml",
          "/tin-tuc/chuyen-muc/chuyen-doi-so/rss.xml", "/tin-moi-sitemap.xml")  # fmt: skip


class Newsroom:
    """One article, a clock, and what everybody may read of it by the rules, told apart from the code that is tried."""

    def __init__(self, town, seed):
        self.town, self.random, self.now, self.number = town, Random(seed), NOW, 0
        self.article = started(town, title="Chữ 0")
        self.texts, self.approved_text, self.due = ["Chữ 0"], "", None
        self.public, self.expires, self.pending_expiry = "", None, None

    def try_deed(self, deed):
        with suppress(*REFUSALS):
            getattr(self, deed)()

    @property
    def row(self):
        return fresh(self.article)

    def write(self):
        self.number += 1
        title = f"Chữ {self.number} {self.random.choice('abc')}"
        self.texts.append(title)
        who = self.random.choice(["viet", "bien", "tap"])
        saved(self.town, self.article, who=who, now=self.now, title=title, blocks=[TEXT])

    def send(self):
        sent(self.town, self.article, self.random.choice(["viet", "bien"]), self.now)

    def give_back(self):
        return_article(
            article=self.article, ver=self.row.ver, reason="sửa", by=self.town.actor("duyet"), now=self.now
        )

    def time(self):
        hours = self.random.choice([None, 1, 3])
        live = self.now + timedelta(hours=hours) if hours else None
        embargo = self.now + timedelta(hours=2) if self.random.random() < 0.5 else None
        expires = self.now + timedelta(hours=6) if self.random.random() < 0.5 else None
        set_times(article=self.article, ver=self.row.ver, go_live_at=live, embargo_until=embargo,
                  expires_at=expires, by=self.town.actor("bien"), now=self.now)  # fmt: skip

    def approve(self):
        approved(self.town, self.article, now=self.now)

    def wait(self):
        self.now += timedelta(hours=1)
        publish_due(by=SYSTEM, now=self.now)
        forget_expired(now=self.now)

    def change(self):
        begin_change(article=self.article, ver=self.row.ver, change="correction", reason="sửa lại",
                     by=self.town.actor("bien"), now=self.now)  # fmt: skip

    def withdraw(self):
        withdraw_article(
            article=self.article, ver=self.row.ver, reason="gỡ thử", by=self.town.actor("duyet"), now=self.now
        )

    def allowed(self):
        """The title that readers may see: of the last publication, unless withdrawn or expired; "" for none. It is only ever
        a text that was approved when nothing of it was under an embargo."""
        last = self.article.publications.order_by("-number").first()
        if last is None or last.kind == "withdrawal" or (last.expires_at and last.expires_at <= self.now):
            return ""
        approvals = [one for one in self.article.steps.filter(deed="approved") if one.at <= last.at]
        assert any(one.revision_id == last.revision_id for one in approvals), "published without approval"
        return last.revision.title


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_only_what_is_approved_and_due_is_anywhere(newsroom, client, monkeypatch, seed):
    room = Newsroom(newsroom, seed)
    deeds = ["write", "send", "send", "approve", "approve", "wait", "time", "give_back", "change", "withdraw"]
    weights = [4, 6, 4, 6, 4, 5, 2, 1, 2, 1]
    for _step in range(40):
        before = room.article.publications.count()
        held = room.row.state == "approved"
        due = Article.objects.due(room.now).filter(pk=room.article.pk).exists()
        room.try_deed(room.random.choices(deeds, weights)[0])
        monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: room.now)
        if room.article.publications.count() > before:
            row = room.row
            assert row.embargo_until is None or row.embargo_until <= room.now
            assert row.go_live_at is None or row.go_live_at <= room.now or row.state == "withdrawn"
        assert not (held and due), "what is due does not wait for another deed"
        look(room, client)


def look(room, client):
    allowed, hidden = room.allowed(), set(room.texts) - {room.allowed()}
    pages = [client.get(place).content.decode() for place in PLACES]
    pages.append(str(home_news(None)))
    home = home_news(None)
    titles = {one.live.revision.title for one in home["articles"]} if home else set()
    found = set(SearchEntry.objects.filter(kind="article").values_list("title", flat=True))
    row = room.row
    page = client.get(f"/tin-tuc/{row.slug}/")
    json = client.get(f"/tin-tuc/{row.slug}/ninjs.json").content.decode()
    assert titles == ({allowed} if allowed else set())
    assert page.status_code == (200 if allowed else page.status_code) and (
        allowed or page.status_code in (404, 410)
    )
    assert article_paths(10) == ([f"/tin-tuc/{row.slug}/"] if allowed else [])
    for text in hidden:
        assert not any(
            f"{text}<" in one or f'{text}"' in one
            for one in [*pages, json, page.content.decode().split("Các bản đã đăng")[0]]
        )
    assert found == titles
