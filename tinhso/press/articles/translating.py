"""An original and its translations: who stands beside whom, and whether the original was changed since."""

from datetime import datetime

from tinhso.press.models import Article, Publication


def behind_original(article: Article) -> Publication | None:
    """The publication of the original that came after the version which was translated, or after what readers see of the
    translation: while a change of it is being written they see the former text. None where there is none."""
    original, shown = article.original, article.live
    if original is None or original.live is None or article.original_version is None:
        return None
    newer = shown is not None and shown.at < original.live.at
    return original.live if newer or original.live.number > article.original_version else None


def other_languages(article: Article, now: datetime) -> list[Article]:
    """What everybody may read of the same article in other languages. One query."""
    first = article.original_id or article.pk
    rows = Article.objects.public(now)
    found = rows.filter(original=first) | rows.filter(pk=first)
    return list(found.exclude(pk=article.pk).order_by("language"))
