"""The block of the home page."""

from datetime import datetime

from django.http import HttpRequest

from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.press.models import Article

MOST = 4


def home_news(request: HttpRequest) -> dict[str, object] | None:
    """The newest articles, read at most every few seconds and shown only while they are public; nothing where there is none."""
    now = clock.now()
    found = [one for one in read_through("press home", lambda: _newest(now)) if _is_public(one, now)]
    return {"articles": found} if found else None


def _newest(now: datetime) -> list[Article]:
    rows = Article.objects.public(now).select_related("live__revision", "category")
    return list(rows.order_by("-published_at", "-pk")[:MOST])


def _is_public(article: Article, now: datetime) -> bool:
    live = article.live
    return live is not None and (live.expires_at is None or live.expires_at > now)


def article_paths(most: int) -> list[str]:
    """What search engines may read (the slot `PublicPages`)."""
    rows = Article.objects.public(clock.now()).order_by("-published_at", "-pk")
    return [f"/tin-tuc/{slug}/" for slug in rows.values_list("slug", flat=True)[:most]]
