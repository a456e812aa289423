"""Who is told of what is new: owners of saved searches, once an hour for each."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.lib.dates import local
from tinhso.press.models import NewsArticle, NewsSearch
from tinhso.press.monitoring.permissions import follows_press
from tinhso.press.monitoring.searching import fitting

TOPIC = "press.news"


def alert_searchers(articles: Sequence[NewsArticle], *, now: datetime) -> int:
    """A notice to each owner whose search fits one of the new articles; how many searches fitted."""
    rows = NewsArticle.objects.filter(pk__in=[one.pk for one in articles])
    fitted = 0
    for search in NewsSearch.objects.filter(alerts=True, user__is_active=True).select_related("user"):
        amount = fitting(rows, search).count()
        if not amount or not follows_press(search.user, local(now).date()):
            continue
        fitted += 1
        notify(
            to=search.user,
            topic=TOPIC,
            template="press.news_found",
            params={"n": amount},
            now=now,
            key=f"press-news:{search.pk}:{local(now):%Y%m%d%H}",
            path=f"{reverse('news_articles')}?luu={search.pk}",
        )
    return fitted
