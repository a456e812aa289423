"""One move of an article: compared with the version that the page showed, so that of two at once one wins."""

from datetime import datetime
from typing import Any

from tinhso.kernel.events.public import Actor
from tinhso.press.models import Article, ArticleStep


class ArticleChanged(Exception):
    """Somebody else was first; `last` is what was done then."""

    def __init__(self, article: Article) -> None:
        super().__init__("Bài vừa được người khác làm việc khác. Ông/bà mở lại bài.")
        self.article = article
        self.last = article.steps.select_related("by").first()


def locked(article: Article, ver: int | None = None) -> Article:
    """The row, held until the end of the transaction. Raises: ArticleChanged where it is no longer at `ver`."""
    found = Article.objects.select_for_update(of=("self",)).select_related("live", "head").get(pk=article.pk)
    if ver is not None and found.ver != ver:
        raise ArticleChanged(found)
    return found


def move(article: Article, **changes: Any) -> None:
    """Writes the changes, and that the article is another than pages show."""
    for name, value in (changes | {"ver": article.ver + 1}).items():
        setattr(article, name, value)
    article.save(update_fields=["ver", *changes])


def note(article: Article, deed: str, *, by: Actor, now: datetime, words: str = "") -> ArticleStep:
    return ArticleStep.objects.create(
        article=article, revision=article.head, deed=deed, note=words[:1000], by_id=by.user_id, at=now
    )
