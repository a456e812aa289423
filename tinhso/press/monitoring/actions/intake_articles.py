from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.news.feed import Feed, NewsItem, Problem
from tinhso.lib.news.mentions import Gazetteer, Mentions
from tinhso.lib.news.moments import SKEW
from tinhso.press.models import NewsArticle, NewsMention, NewsSource
from tinhso.press.monitoring.clusters import cluster_of, sign_of
from tinhso.press.monitoring.events import NewsArticlesRead
from tinhso.press.monitoring.names import gazetteer_on
from tinhso.press.monitoring.notices import alert_searchers

TEXT_DAYS, ARTICLE_DAYS = 7, 730
"""Where an instance has no such rule."""
MOST_FAULTS = 20
MOST_A_DAY = 1000
"""New articles of one source; whoever sends more fills the disk, and no outlet writes so many."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Terms:
    """Until when a text may lie here, and how old an article may be."""

    text_days: int
    oldest: datetime


@transaction.atomic
def intake_articles(
    *, source: NewsSource, feed: Feed, etag: str = "", modified: str = "", by: Actor, now: datetime
) -> list[NewsArticle]:
    """What is new of a reading and about the province, each address once; copies join their cluster, searches are answered.

    Of an outlet of elsewhere only what names the province, a place or an agency of it is stored.
    """
    row = NewsSource.objects.select_for_update().get(pk=source.pk)
    day = local(now).date()
    terms = _Terms(
        rule_or("press.news_text_days", TEXT_DAYS, on=day),
        now - timedelta(days=rule_or("press.news_article_days", ARTICLE_DAYS, on=day)),
    )
    urls = [item.url for item in feed.items]
    stored = set(NewsArticle.objects.filter(url__in=urls).values_list("url", flat=True))
    fresh = [item for item in feed.items if item.url not in stored and _moment(item, now)[0] > terms.oldest]
    names = gazetteer_on(day) if fresh else None
    left = MOST_A_DAY - (row.articles.filter(read_at__gt=now - A_DAY).count() if fresh else 0)
    found: list[NewsArticle] = []
    skipped = 0
    for item in sorted(fresh, key=lambda one: (_moment(one, now)[0], one.url)):
        assert names is not None
        if (mentions := _mentions(names, item, row, now)) is None:
            skipped += 1
        elif len(found) < left:
            found.append(_stored(row, item, mentions, terms, now))
    if skipped + len(found) < len(fresh):
        feed.problems.insert(
            0, Problem(0, f"Nguồn có hơn {MOST_A_DAY} tin mới trong một ngày; phần còn lại chưa ghi.")
        )
        etag = modified = ""
    _note(row, feed, skipped, etag, modified, now)
    if found:
        event = NewsArticlesRead(source_id=row.pk, articles=len(found), skipped=row.skipped)
        record(event, by=by, at=now)
        alert_searchers(found, now=now)
    return found


def _moment(item: NewsItem, now: datetime) -> tuple[datetime, bool]:
    """When it was published, and whether the outlet says so: of one that is dated to come the hour of reading stands, as of
    one without a date, else the day's list would not show it."""
    if item.published is None or item.published > now + SKEW:
        return now, False
    return min(item.published, now), True


def _mentions(names: Gazetteer, item: NewsItem, source: NewsSource, now: datetime) -> Mentions | None:
    """None where an outlet of elsewhere tells nothing of the province."""
    on = local(_moment(item, now)[0]).date()
    found = names.find(f"{item.title}\n{item.text or item.excerpt}", on=on, inside=source.inside)
    about = found.province or found.places or found.agencies
    return found if source.inside or about else None


def _stored(
    source: NewsSource, item: NewsItem, mentions: Mentions, terms: _Terms, now: datetime
) -> NewsArticle:
    published, dated = _moment(item, now)
    sign, numbers = sign_of(item.title, item.text or item.excerpt)
    row = NewsArticle.objects.create(
        source=source,
        cluster=cluster_of(sign, numbers, published),
        url=item.url,
        title=item.title,
        excerpt=item.excerpt,
        folded=f" {fold(f'{item.title} {item.excerpt}')} "[:700],
        published_at=published,
        dated=dated,
        read_at=now,
        text=item.text,
        text_until=local(now).date() + timedelta(days=terms.text_days),
        signature=sign,
        bands=numbers,
    )
    NewsMention.objects.bulk_create(
        [NewsMention(article=row, unit_id=pk) for pk in mentions.places]
        + [NewsMention(article=row, agency_id=pk) for pk in mentions.agencies]
    )
    return row


def _note(row: NewsSource, feed: Feed, skipped: int, etag: str, modified: str, now: datetime) -> None:
    """The health of the source after a reading that succeeded."""
    row.checked_at = row.good_at = now
    row.failures, row.problem, row.next_at = 0, "", now + timedelta(minutes=row.minutes)
    row.items, row.skipped = len(feed.items), skipped
    row.faults = [[one.place, one.why] for one in feed.problems[:MOST_FAULTS]]
    row.etag, row.modified = etag[:200], modified[:80]
    row.save()
