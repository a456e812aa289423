from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.blocks import checked_blocks, digest_of
from tinhso.press.articles.events import ArticleSaved
from tinhso.press.articles.moving import locked, move
from tinhso.press.articles.permissions import can_change, check_works_for
from tinhso.press.models import Article, ArticleDraft, ArticleRevision

LONGEST_TITLE, LONGEST_LEAD = 200, 600


@transaction.atomic
def save_revision(
    *, article: Article, base: int, title: str, lead: str, blocks: Any, by: Actor, now: datetime
) -> ArticleRevision:
    """Store a text of the article for good, written upon its revision `base`.

    Where another text came since, somebody else has the lock, or the article went on to where this officer does not write,
    it is stored aside: nothing typed is lost, and the newest text stays what it was. An approved text that is changed goes back to be edited and approved anew.

    Raises: PressForbidden, BlocksRefused, EntryRefused.
    """
    row = locked(article)
    title, lead = title.strip(), lead.strip()
    if not 3 <= len(title) <= LONGEST_TITLE:
        raise EntryRefused("title", f"Tiêu đề dài từ 3 đến {LONGEST_TITLE} ký tự.")
    if len(lead) > LONGEST_LEAD:
        raise EntryRefused("lead", f"Sapô dài {len(lead)} ký tự, nhiều nhất {LONGEST_LEAD}.")
    found = checked_blocks(blocks)
    assert row.head is not None
    user_id = check_works_for(row, by)
    overtaken = base != row.head.number or row.locked_for(by.user_id, now) or not can_change(row, by)
    digest = digest_of(title, lead, found)
    if digest == row.head.sha256:
        ArticleDraft.objects.filter(article=row, by_id=user_id).delete()
        return row.head
    if overtaken and (before := row.revisions.filter(aside=True, by=user_id, sha256=digest).first()):
        return before
    revision = ArticleRevision.objects.create(
        article=row,
        number=row.revisions.count() + 1,
        title=title,
        lead=lead,
        blocks=found,
        sha256=digest,
        aside=overtaken,
        by_id=user_id,
        at=now,
    )
    if not overtaken:
        _become_head(row, revision, now)
    ArticleDraft.objects.filter(article=row, by_id=user_id).delete()
    record(ArticleSaved(article_id=row.pk, revision=revision.number, aside=overtaken), by=by, at=now)
    return revision


def _become_head(row: Article, revision: ArticleRevision, now: datetime) -> None:
    waits = row.state in (Article.State.APPROVAL, Article.State.APPROVED)
    state = Article.State.EDITING if waits else row.state
    move(row, head=revision, approved=None, state=state, locked_by=revision.by, locked_at=now)
