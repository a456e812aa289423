"""An original and its translations: who stands beside whom, and whether the original was changed since."""

from datetime import datetime

from django.db.models import Max

from tinhso.press.models import Article, ArticleStep, Publication


def behind_original(article: Article) -> Publication | None:
    """The publication of the original that came after the version which was translated, None where there is none. While a change
    of the translation is being written readers see the former text, so the version moves only when the change is published."""
    original = article.original
    if original is None or original.live is None or article.original_version is None:
        return None
    return original.live if original.live.number > article.original_version else None


def translated_version(article: Article) -> int | None:
    """Which version of the original the text that goes live now was made of: the one that was live when its change began, as first
    translated before any. Two queries."""
    if article.original is None or article.change == Article.Change.FIRST:
        return article.original_version
    began = article.steps.filter(deed=ArticleStep.Deed.CHANGE).order_by("-at", "-pk").first()
    if began is None:
        return article.original_version
    seen = article.original.publications.filter(at__lte=began.at).aggregate(newest=Max("number"))["newest"]
    return max(filter(None, (seen, article.original_version)), default=None)


def other_languages(article: Article, now: datetime) -> list[Article]:
    """What everybody may read of the same article in other languages. One query."""
    first = article.original_id or article.pk
    rows = Article.objects.public(now)
    found = rows.filter(original=first) | rows.filter(pk=first)
    return list(found.exclude(pk=article.pk).order_by("language"))
