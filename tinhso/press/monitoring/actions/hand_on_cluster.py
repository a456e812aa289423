from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import NewsArticle, NewsCluster, OutletArticle, PressIssue
from tinhso.press.monitoring.clusters import notable
from tinhso.press.monitoring.events import NewsClusterHandedOn
from tinhso.press.monitoring.permissions import check_can_steer_news
from tinhso.press.questions.actions.add_outlet_article import MOST, add_outlet_article
from tinhso.press.questions.actions.enter_issue import enter_issue


@transaction.atomic
def hand_on_cluster(
    *, cluster: NewsCluster, origin: str, subject: str, text: str, client_key: UUID, by: Actor, now: datetime
) -> PressIssue:
    """What outlets tell becomes an issue to be verified, with all of its copies; a second press makes no second one.

    Raises: PressForbidden, NoFocalAgency, EntryRefused.
    """
    check_can_steer_news(by, local(now).date())
    row = NewsCluster.objects.select_for_update().get(pk=cluster.pk)
    articles = notable(row)
    if not articles:
        raise EntryRefused("subject", "Không có bài nào ở địa chỉ https:// để ghi vào vấn đề.")
    issue = row.issue
    if issue is None:
        words = {"origin": origin, "subject": subject, "text": text, "client_key": client_key}
        issue = enter_issue(**words, **_words_of(articles[0]), by=by, now=now)  # type: ignore[arg-type]
        row.issue = issue
        row.save(update_fields=["issue"])
    number = _added(issue, articles, by=by, now=now)
    record(NewsClusterHandedOn(case_id=issue.case_id, cluster_id=row.pk, articles=number), by=by, at=now)
    return issue


@transaction.atomic
def add_copies(*, cluster: NewsCluster, by: Actor, now: datetime) -> PressIssue:
    """Copies that came after the story was handed on join its issue. Raises: PressForbidden, EntryRefused."""
    check_can_steer_news(by, local(now).date())
    row = NewsCluster.objects.select_for_update(of=("self",)).select_related("issue__case").get(pk=cluster.pk)
    if row.issue is None:
        raise EntryRefused("subject", "Tin này chưa giao kiểm tra.")
    number = _added(row.issue, notable(row), by=by, now=now)
    record(NewsClusterHandedOn(case_id=row.issue.case_id, cluster_id=row.pk, articles=number), by=by, at=now)
    return row.issue


def _added(issue: PressIssue, articles: list[NewsArticle], *, by: Actor, now: datetime) -> int:
    """How many articles the issue has afterwards; those that it has are not added twice."""
    noted = set(OutletArticle.objects.filter(issue=issue).values_list("url", flat=True))
    for one in articles:
        if one.url not in noted and len(noted) < MOST:
            add_outlet_article(issue=issue, **_words_of(one), by=by, now=now)  # type: ignore[arg-type]
            noted.add(one.url)
    return len(noted)


def _words_of(article: NewsArticle) -> dict[str, object]:
    return {
        "outlet": article.source.outlet,
        "rhythm": article.source.rhythm,
        "title": article.title if len(article.title) >= 3 else article.source.outlet,
        "url": article.url,
        "day": local(article.published_at).date(),
    }
