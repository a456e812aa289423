"""The newest stories as RSS 2.0 and Atom 1.0 by Django's generators."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.public import data_note, instance
from tinhso.lib.messages.xml_text import as_html, xml_text
from tinhso.opendata.catalogue.feeds import KINDS
from tinhso.opendata.models import Story

MOST = 50


def stories_feed(kind: str, url: Callable[[str], str]) -> str:
    """The MOST stories that changed last. One query."""
    name = _("Câu chuyện dữ liệu - %(name)s") % {"name": instance().name}
    title = xml_text(f"{data_note()}: {name}" if data_note() else name)
    feed = KINDS[kind](
        title=title,
        link=url(reverse("data_stories")),
        description=title,
        language="vi",
        feed_url=url(reverse("data_stories_feed", args=[kind])),
        author_name=title,
    )
    newest = Story.objects.public().select_related("live", "agency").order_by("-live__decided_at", "-pk")
    for story in newest[:MOST]:
        assert story.live is not None
        page = url(reverse("data_story", args=[story.slug]))
        feed.add_item(
            title=xml_text(story.live.title),
            link=page,
            unique_id=f"{page}?ban={story.live.number}",
            unique_id_is_permalink=True,
            description=as_html(story.live.lead),
            author_name=xml_text(story.agency.name),
            pubdate=story.published_at,
            updateddate=story.live.decided_at,
        )
    return str(feed.writeString("utf-8"))
