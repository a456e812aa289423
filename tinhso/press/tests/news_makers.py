"""What outlets publish, in tests, through the reader and the deeds themselves."""

from datetime import datetime, timedelta
from html import escape
from typing import Any

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.news.reading import read_feed
from tinhso.press.models import NewsArticle, NewsCluster, NewsSource
from tinhso.press.monitoring.actions.intake_articles import intake_articles
from tinhso.press.monitoring.actions.register_source import register_source

TITLE = "Đường trước chợ hỏng ba tuần chưa sửa (số mô phỏng)"
TEXT = (
    "Người dân quanh chợ phản ánh tuyến đường trước chợ hỏng đã ba tuần, ổ gà sâu, xe máy đi lại khó khăn vào buổi tối. "
    "Ban quản lý chợ đã báo đơn vị phụ trách hai lần nhưng chưa có ai đến sửa. Cả đoạn dài 300 mét có 14 ổ gà (số mô phỏng)."
)
OUTLETS = ("Báo Một", "Báo Hai", "Báo Ba", "Báo Bốn")


def source_of(town: Any, outlet: str = "Báo Một", *, now: datetime = NOW, **words: Any) -> NewsSource:
    number = NewsSource.objects.count() + 1
    given = {
        "rhythm": "daily",
        "url": f"https://bao{number}.example.vn/rss/tin.rss",
        "minutes": 15,
        "inside": True,
        "terms": "Nguồn RSS công khai của báo.",
    } | words
    return register_source(outlet=outlet, **given, by=town.actor("bien", on=now.date()), now=now)


def item(url: str, title: str = TITLE, text: str = TEXT, at: datetime | None = NOW) -> str:
    date = f"<pubDate>{at:%d/%m/%Y %H:%M} (GMT+7)</pubDate>" if at else ""
    return f"<item><title>{escape(title)}</title><link>{url}</link><description>{escape(text)}</description>{date}</item>"


def taken_in(source: NewsSource, *items: str, now: datetime = NOW) -> list[NewsArticle]:
    content = f"<rss><channel>{''.join(items)}</channel></rss>".encode()
    feed = read_feed(content, url=source.url, now=now)
    return intake_articles(source=source, feed=feed, by=SYSTEM, now=now)


def four_copies(town: Any, *, now: datetime = NOW) -> NewsCluster:
    """One story at four outlets, an hour apart, each with a lead of its own."""
    for number, outlet in enumerate(OUTLETS):
        source = source_of(town, outlet, now=now)
        at = now - timedelta(hours=5 - number)
        lead = ("", "Theo bạn đọc. ", "Ghi nhận sáng nay. ", "Tin từ cơ sở. ")[number]
        taken_in(source, item(f"https://bao{number}.example.vn/duong", text=lead + TEXT, at=at), now=now)
    return NewsCluster.objects.get()
