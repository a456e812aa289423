from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.press.articles.permissions import check_works_for
from tinhso.press.models import Article, ArticleDraft

MOST_LETTERS = 60_000
MOST_FIELDS = 12


@transaction.atomic
def save_draft(
    *,
    article: Article,
    base: int,
    title: str,
    lead: str,
    blocks: list[dict[str, Any]],
    by: Actor,
    now: datetime,
) -> ArticleDraft:
    """Keep what somebody is typing, unchecked, for its author alone; the next one takes its place, and the lock of
    who types lasts on. No event: nothing happened yet.

    Raises: PressForbidden.
    """
    user_id = check_works_for(article, by)
    stored = [
        {str(name)[:20]: str(value)[:MOST_LETTERS] for name, value in list(block.items())[:MOST_FIELDS]}
        for block in blocks[:100]
    ]
    draft, _new = ArticleDraft.objects.update_or_create(
        article=article,
        by_id=user_id,
        defaults={"base": base, "title": title[:2000], "lead": lead[:6000], "blocks": stored, "at": now},
    )
    Article.objects.filter(pk=article.pk, locked_by=user_id, locked_at__lt=now).update(locked_at=now)
    return draft
