from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.press.articles.checks import problems_of
from tinhso.press.articles.events import ArticleHalted
from tinhso.press.articles.moving import locked, move, note
from tinhso.press.articles.publishing import forget_article, publish
from tinhso.press.models import Article

MOST = 50


def publish_due(*, by: Actor, now: datetime) -> int:
    """Publish what was approved and whose hour has come; how many. One with a fault by now waits for its approver anew."""
    done = 0
    for article in Article.objects.due(now).order_by("go_live_at", "pk")[:MOST]:
        done += publish_one_due(article=article, by=by, now=now)
    return done


@transaction.atomic
def publish_one_due(*, article: Article, by: Actor, now: datetime) -> bool:
    """False where it is due no longer: somebody changed or returned it meanwhile."""
    row = locked(article)
    if not Article.objects.due(now).filter(pk=row.pk).exists() or row.head is None:
        return False
    if problems := problems_of(row.head, now):
        move(row, state=Article.State.APPROVAL, approved=None)
        note(row, "stopped", by=by, now=now, words=problems[0].words)
        record(ArticleHalted(article_id=row.pk, revision=row.head.number), by=by, at=now)
        return False
    publish(row, by=by, now=now)
    return True


def forget_expired(*, now: datetime) -> int:
    """Take what expired out of the search; pages and feeds leave it out by themselves."""
    expired = Article.objects.filter(live__expires_at__lte=now).exclude(live__kind="withdrawal")
    rows = list(expired[:MOST])
    for article in rows:
        forget_article(article)
    return len(rows)
