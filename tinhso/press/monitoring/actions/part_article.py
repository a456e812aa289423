from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import NewsArticle, NewsCluster, OutletArticle
from tinhso.press.monitoring.events import NewsArticleParted
from tinhso.press.monitoring.permissions import check_can_steer_news


@transaction.atomic
def part_article(*, article: NewsArticle, by: Actor, now: datetime) -> NewsCluster:
    """An article that is no copy of the others of its story gets a story of its own; what was handed on with them stays there.

    Raises: PressForbidden, EntryRefused.
    """
    check_can_steer_news(by, local(now).date())
    number = NewsArticle.objects.only("cluster_id").get(pk=article.pk).cluster_id
    former = NewsCluster.objects.select_for_update().get(pk=number)
    row = former.articles.select_for_update().filter(pk=article.pk).first()
    others = former.articles.exclude(pk=article.pk).aggregate(
        first=Min("published_at"), last=Max("published_at")
    )
    if row is None or others["first"] is None:
        raise EntryRefused("article", "Tin này chỉ có một bài.")
    if OutletArticle.objects.filter(issue=former.issue_id, url=row.url).exists():
        raise EntryRefused("article", "Bài này đã ghi vào vấn đề đã giao kiểm tra nên không tách.")
    row.cluster = NewsCluster.objects.create(first_at=row.published_at, last_at=row.published_at)
    row.save(update_fields=["cluster"])
    former.first_at, former.last_at = others["first"], others["last"]
    former.save(update_fields=["first_at", "last_at"])
    record(NewsArticleParted(cluster_id=former.pk, article_id=row.pk), by=by, at=now)
    return row.cluster
