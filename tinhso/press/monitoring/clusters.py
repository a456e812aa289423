"""Which stories are copies of each other: by their signatures, within a month of the first."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tinhso.lib.news.near_duplicates import bands, most_alike, signature
from tinhso.press.models import NewsArticle, NewsCluster

WINDOW = timedelta(days=30)
MOST_CANDIDATES = 200
MOST_NOTED, LONGEST_ADDRESS = 60, 300


def sign_of(title: str, text: str) -> tuple[bytes, list[int]]:
    sign = signature(f"{title} {text}")
    return sign, bands(sign)


def cluster_of(sign: bytes, numbers: Sequence[int], published: datetime) -> NewsCluster:
    """That of the article it is most like, or a new one. Two queries."""
    near = NewsArticle.objects.filter(
        bands__overlap=list(numbers), published_at__gte=published - WINDOW, published_at__lte=published + WINDOW
    ).only("cluster", "signature").order_by("published_at", "pk")[:MOST_CANDIDATES] if numbers else []  # fmt: skip
    rows = {one.pk: one for one in near}
    alike = most_alike(sign, ((pk, bytes(one.signature)) for pk, one in rows.items()))
    if not alike:
        return NewsCluster.objects.create(first_at=published, last_at=published)
    cluster = NewsCluster.objects.get(pk=rows[alike[0]].cluster_id)
    if published < cluster.first_at or published > cluster.last_at:
        cluster.first_at, cluster.last_at = min(cluster.first_at, published), max(cluster.last_at, published)
        cluster.save(update_fields=["first_at", "last_at"])
    return cluster


def notable(cluster: NewsCluster) -> list[NewsArticle]:
    """Articles that an issue can name: on the secure web, with an address of its length; the first published first."""
    rows = (
        NewsArticle.objects.filter(cluster=cluster)
        .bare()
        .select_related("source")
        .order_by("published_at", "pk")
    )
    return [
        one for one in rows[:MOST_NOTED] if one.url.startswith("https://") and len(one.url) <= LONGEST_ADDRESS
    ]
