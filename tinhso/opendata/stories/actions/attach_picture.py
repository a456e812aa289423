from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Story, StoryPicture
from tinhso.opendata.stories.events import StoryPictureAttached

MOST = 20


@transaction.atomic
def attach_picture(*, story: Story, file: StoredFile, name: str, by: Actor, now: datetime) -> StoryPicture:
    """Lay a picture beside the story, for its blocks to show.

    Raises: OpenDataForbidden, EntryRefused where there are too many.
    """
    check_can_write(story.agency_id, by)
    held = Story.objects.select_for_update(no_key=True, of=("self",)).get(pk=story.pk)
    if held.pictures.count() >= MOST:
        raise EntryRefused("file", _("Một chuyện có nhiều nhất %(n)s ảnh.") % {"n": MOST})
    claim_files([file.pk], by=by, now=now)
    name = name.strip()[:200] or file.name[:200]
    found = StoryPicture.objects.create(story=held, file=file, name=name, made_at=now)
    record(StoryPictureAttached(story=held.slug, picture=found.pk), by=by, at=now)
    return found
