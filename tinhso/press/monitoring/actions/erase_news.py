from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import local
from tinhso.press.models import NewsArticle, NewsClip, NewsCluster
from tinhso.press.monitoring.clusters import WINDOW
from tinhso.press.monitoring.events import NewsTextsErased

MOST_AT_A_TIME = 20_000


@transaction.atomic
def erase_news(*, by: Actor, now: datetime) -> tuple[int, int]:
    """Full texts whose day has come, signatures too old to be compared, articles older than the rule that stand in no list and
    in no issue. How many texts and articles went."""
    day = local(now).date()
    over = NewsArticle.objects.filter(text_until__lte=day).exclude(text="")
    texts = over.update(text="")
    NewsArticle.objects.filter(text="", published_at__lt=now - 2 * WINDOW).exclude(bands=[]).update(
        bands=[], signature=b""
    )
    days = rule_or("press.news_article_days", None, on=day)
    articles = 0 if days is None else _erase_articles(now - timedelta(days=days))
    if texts or articles:
        record(NewsTextsErased(texts=texts, articles=articles), by=by, at=now)
    return texts, articles


def _erase_articles(before: datetime) -> int:
    chosen = NewsClip.objects.filter(cluster=OuterRef("cluster"))
    rows = NewsArticle.objects.filter(published_at__lt=before, cluster__issue__isnull=True)
    ids = list(rows.exclude(Exists(chosen)).order_by("pk").values_list("pk", flat=True)[:MOST_AT_A_TIME])
    NewsArticle.objects.filter(pk__in=ids).delete()
    empty = NewsCluster.objects.filter(issue__isnull=True, articles__isnull=True, clips__isnull=True)
    empty.filter(last_at__lt=before).delete()
    return len(ids)
