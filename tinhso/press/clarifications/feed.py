"""RSS and Atom of what was set right, the newest first; what was taken back stays in the feed and says so, for readers hold it."""

from collections.abc import Callable

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from tinhso.lib.messages.xml_text import as_html, xml_text
from tinhso.press.models import Clarification

KINDS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
MOST = 50


def clarification_feed(kind: str, url: Callable[[str], str], *, title: str, note: str) -> str:
    """`note` says in every entry that it is simulated, where it is."""
    feed = KINDS[kind](
        title=xml_text(title),
        link=url(reverse("clarifications")),
        description=xml_text(title),
        language="vi",
        feed_url=url(reverse("clarification_feed", args=[kind])),
        author_name=xml_text(title),
    )
    rows = Clarification.objects.public().select_related("agency")
    changed = Coalesce("withdrawn_at", "published_at")
    for row in rows.order_by(changed.desc(), "-pk")[:MOST]:
        link = url(reverse("clarification", args=[row.code]))
        title_words, words = row.claim, row.fact
        if row.withdrawn_at:
            title_words, words = f"Đã rút: {row.claim}", f"Thông tin đính chính này đã rút: {row.withdrawal}"
        feed.add_item(
            title=xml_text(title_words),
            link=link,
            unique_id=link,
            description=as_html(f"{note}: {words}" if note else words),
            author_name=xml_text(row.agency.name),
            pubdate=row.published_at,
            updateddate=row.withdrawn_at or row.published_at,
        )
    return str(feed.writeString("utf-8"))
