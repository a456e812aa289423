from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.language.vietnamese import fold
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Story, StoryText
from tinhso.opendata.stories.events import StoryStarted


@transaction.atomic
def start_story(*, agency: Agency, title: str, client_key: UUID, by: Actor, now: datetime) -> Story:
    """Begin a data story of an agency with an empty text; the same key gives the same story.

    Raises: OpenDataForbidden, EntryRefused for a key that another agency used.
    """
    check_can_write(agency.pk, by)
    lock_client_key(client_key)
    if known := Story.objects.filter(client_key=client_key).first():
        if known.agency_id != agency.pk:
            raise EntryRefused("title", _("Biểu mẫu này đã được dùng; hãy mở lại trang và viết lại tên."))
        return known
    lock_client_key(ADDRESSES)
    story = Story.objects.create(slug=_free_slug(title), agency=agency, client_key=client_key, made_at=now)
    text = StoryText.objects.create(story=story, number=1, title=title, saved_at=now)
    if by.user_id:
        text.writers.add(by.user_id)
    record(StoryStarted(story=story.slug, agency_id=agency.pk), by=by, at=now)
    return story


ADDRESSES = UUID("5f0c1f7e-52a1-4c0f-9d0b-5a1d0d6f5e27")
"""Held while an address is chosen: two stories of one title begun at the same moment get two."""
RESERVED = frozenset({"moi", "sitemap", "viet"})
"""Addresses of pages beside the stories."""


def _free_slug(title: str) -> str:
    """An address made of the title; a number is added while it is another's."""
    plain = fold(title).encode("ascii", "ignore").decode().replace(" ", "-").strip("-")[:72].strip("-")
    plain = plain or "cau-chuyen"
    slug, number = plain, 2
    while slug in RESERVED or Story.objects.filter(slug=slug).exists():
        slug, number = f"{plain}-{number}", number + 1
    return slug
