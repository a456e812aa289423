"""What search engines read on the page of an article."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tinhso.press.models import Article, Publication

ESCAPED = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def news_article(
    article: Article, publication: Publication, history: list[Publication], url: str, pictures: list[str]
) -> dict[str, Any]:
    """schema.org's NewsArticle; a correction or rewrite stands in it with its reason."""
    organisation = {"@type": "GovernmentOrganization", "name": article.agency.name}
    changes = [one for one in history if one.kind in ("correction", "rewrite")]
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": publication.revision.title,
        "description": publication.revision.lead,
        "articleSection": article.category.name,
        "inLanguage": article.language,
        "isAccessibleForFree": True,
        "datePublished": (article.published_at or publication.at).isoformat(),
        "dateModified": publication.at.isoformat(),
        "author": organisation,
        "publisher": organisation,
        "version": str(publication.number),
    }
    if pictures:
        found["image"] = pictures
    if changes:
        found["correction"] = [
            {"@type": "CorrectionComment", "text": one.reason, "datePublished": one.at.isoformat()}
            for one in changes
        ]
    return found


def as_script(content: dict[str, Any]) -> SafeString:
    """A block of data (no script runs): no sign in it can end the block."""
    words = json.dumps(content, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308 (escaped above)
