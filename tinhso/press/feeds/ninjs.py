"""An article as ninjs (IPTC's JSON for news), for whoever republishes it."""

from datetime import datetime
from typing import Any

from tinhso.lib.language.linked_text import without_links
from tinhso.press.articles.blocks import Block, texts_of
from tinhso.press.articles.page_blocks import FigureNow, figures_now
from tinhso.press.models import Article, Publication


def ninjs_of(
    article: Article, publication: Publication, url: str, now: datetime, note: str
) -> dict[str, Any]:
    """The live version; of a withdrawn one what tells others to take it away. `note`: that its figures are simulated."""
    withdrawn = publication.kind == Publication.Kind.WITHDRAWAL
    found: dict[str, Any] = {
        "uri": url,
        "type": "text",
        "standard": {
            "name": "ninjs",
            "version": "2.1",
            "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
        },
        "language": article.language,
        "pubstatus": "canceled" if withdrawn else "usable",
        "version": str(publication.number),
        "firstcreated": (article.published_at or publication.at).isoformat(),
        "versioncreated": publication.at.isoformat(),
        "by": article.agency.name,
        "usageterms": note,
        "subjects": [{"name": article.category.name, "uri": f"{url}#{article.category.code}"}],
    }
    if publication.reason:
        found["ednote"] = publication.reason
    if withdrawn:
        return found
    if publication.expires_at:
        found["expires"] = publication.expires_at.isoformat()
    return found | _content(publication, now)


def _content(publication: Publication, now: datetime) -> dict[str, Any]:
    revision = publication.revision
    body = _body(revision.blocks, figures_now(revision.blocks, now, publication))
    return {
        "headlines": [{"role": "main", "contenttype": "text/plain", "value": revision.title}],
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": revision.lead}],
        "bodies": [
            {
                "role": "main",
                "contenttype": "text/plain",
                "charcount": len(body),
                "wordcount": len(body.split()),
                "value": body,
            }
        ],
    }


def _body(blocks: list[Block], numbers: dict[int, FigureNow]) -> str:
    parts = [_text(block, numbers.get(position)) for position, block in enumerate(blocks, 1)]
    return "\n\n".join(part for part in parts if part)


def _text(block: Block, number: FigureNow | None) -> str:
    if block["type"] == "figure":
        figure = number.figure if number else None
        return f"{figure.name}, {figure.span}: {figure.text} {figure.unit}".strip() if figure else ""
    return "\n".join(without_links(text) for text in texts_of(block) if text)
