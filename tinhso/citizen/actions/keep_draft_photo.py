from datetime import datetime

from django.db import transaction

from tinhso.citizen.content import MOST_PHOTOS
from tinhso.citizen.models import DraftPhoto, ReportDraft
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, claim_files, erase_file


class TooManyPhotos(Exception):
    """A report takes at most MOST_PHOTOS pictures."""


@transaction.atomic
def keep_draft_photo(*, draft: ReportDraft, file: StoredFile, by: Actor, now: datetime) -> DraftPhoto:
    """The picture stays with the draft, longer than files that nobody claims. TooManyPhotos, NotYourFile."""
    count = draft.photos.count()
    if count >= MOST_PHOTOS:
        raise TooManyPhotos(draft.key)
    claim_files([file.pk], by=by, now=now)
    return DraftPhoto.objects.create(draft=draft, file=file, order=count)


@transaction.atomic
def drop_draft_photo(*, photo: DraftPhoto, by: Actor, now: datetime) -> None:
    """Take a picture off the draft, with its bytes. NotYourFile."""
    photo.delete()
    erase_file(photo.file, by=by, now=now)
