"""Addresses of articles: made of the title once, then stable; a former one leads on and is never another's."""

from tinhso.lib.language.vietnamese import fold
from tinhso.press.models import Article, FormerAddress

LONGEST = 100
RESERVED = frozenset({"chuyen-muc", "rss", "atom", "tep", "ban"})


def slug_of(title: str) -> str:
    """Letters without marks, digits and hyphens; "" where the title has none."""
    plain = fold(title).encode("ascii", "ignore").decode()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return "-".join(words)[:LONGEST].strip("-")


def is_free(slug: str, article: Article | None = None) -> bool:
    """Neither a page of the portal nor, now or before, another article's."""
    others = Article.objects.filter(slug=slug)
    former = FormerAddress.objects.filter(slug=slug)
    if article is not None:
        others, former = others.exclude(pk=article.pk), former.exclude(article=article)
    return slug not in RESERVED and not others.exists() and not former.exists()


def free_slug(title: str) -> str:
    """A number is added while it is another's, or was."""
    plain = slug_of(title) or "bai-viet"
    slug, number = plain, 2
    while not is_free(slug):
        slug, number = f"{plain}-{number}", number + 1
    return slug
