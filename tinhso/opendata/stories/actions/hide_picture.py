from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import hide_pictures
from tinhso.kernel.site.public import EntryRefused
from tinhso.opendata.dataset.permissions import check_can_answer
from tinhso.opendata.models import Story, StoryPicture
from tinhso.opendata.stories.blocks import files_of
from tinhso.opendata.stories.events import StoryPictureHidden


@transaction.atomic
def hide_picture(*, picture: StoryPicture, by: Actor, now: datetime) -> None:
    """Take a picture of earlier texts from the public: where it stood, the page says that it is shown no more.

    Raises: OpenDataForbidden, EntryRefused for one that the present text shows and for one that nobody sees.
    """
    check_can_answer(picture.story.agency_id, by, maker=None)
    held = Story.objects.select_for_update(no_key=True, of=("self",)).get(pk=picture.story_id)
    if held.live and picture.file_id in files_of(held.live.blocks):
        raise EntryRefused(
            "picture", _("Bản đang công bố còn ảnh này; hãy đính chính, bỏ ảnh khỏi bài trước.")
        )
    if not held.pictures.filter(pk=picture.pk, public=True).update(public=False):
        raise EntryRefused("picture", _("Ảnh này không còn công khai."))
    hide_pictures([picture.file_id])
    record(StoryPictureHidden(story=held.slug, picture=picture.pk), by=by, at=now)
