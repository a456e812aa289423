"""Feeds: the newest open datasets, and the versions of one. RSS 2.0 and Atom 1.0 by Django's generators."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from tinhso.lib.messages.xml_text import as_html, xml_text
from tinhso.lib.numbers import vn_number
from tinhso.opendata.models import Dataset, DataTable

Url = Callable[[str], str]
KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
MOST = 50


def catalogue_feed(kind: str, url: Url, *, title: str) -> str:
    """The MOST datasets that changed last."""
    found = Dataset.objects.public().select_related("publisher", "theme", "current")
    newest = found.order_by("-current__published_at", "-pk")[:MOST]
    feed = _feed(kind, url, reverse("datasets"), xml_text(title), _("Dữ liệu mở mới công bố"), "")
    for dataset in newest:
        assert dataset.current is not None
        page = url(reverse("dataset", args=[dataset.slug]))
        feed.add_item(
            title=xml_text(dataset.title),
            link=page,
            unique_id=f"{page}?phien-ban={dataset.current.number}",
            unique_id_is_permalink=True,
            description=as_html(dataset.public_description or dataset.title),
            author_name=xml_text(dataset.publisher.name),
            pubdate=dataset.opened_at,
            updateddate=dataset.current.published_at,
            categories=[dataset.theme.name],
        )
    return str(feed.writeString("utf-8"))


def versions_feed(dataset: Dataset, kind: str, url: Url) -> str:
    """The MOST last versions of one dataset's tables that readers see, with what changed."""
    page = reverse("dataset", args=[dataset.slug])
    feed = _feed(kind, url, page, xml_text(dataset.title), xml_text(dataset.public_description), dataset.slug)
    name = _("Phiên bản %(n)s")
    shown = dataset.versions.filter(table__state=DataTable.State.PUBLISHED).select_related("table")
    for version in shown[:MOST]:
        sentence = _("%(rows)s dòng; thêm %(added)s, bớt %(removed)s so với phiên bản trước") % {
            "rows": vn_number(version.rows),
            "added": vn_number(version.added),
            "removed": vn_number(version.removed),
        }
        feed.add_item(
            title=xml_text(": ".join(filter(None, (version.table.title, name % {"n": version.number})))),
            link=url(f"{page}?phien-ban={version.number}"),
            unique_id=url(f"{page}?phien-ban={version.number}"),
            unique_id_is_permalink=True,
            description=sentence,
            author_name=xml_text(dataset.publisher.name),
            pubdate=version.published_at,
            updateddate=version.published_at,
        )
    return str(feed.writeString("utf-8"))


def _feed(kind: str, url: Url, page: str, title: str, description: str, slug: str) -> SyndicationFeed:
    feed_url = reverse("dataset_feed", args=[slug, kind]) if slug else reverse("datasets_feed", args=[kind])
    return KINDS[kind](
        title=title,
        link=url(page),
        description=description or title,
        language="vi",
        feed_url=url(feed_url),
        author_name=title,
    )
