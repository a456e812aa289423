from datetime import datetime

from django.db import transaction

from tinhso.citizen.models import DraftPhoto, ReportDraft
from tinhso.citizen.reports.content import MOST_PHOTOS
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import Holder, StoredFile, claim_files, erase_file


class TooManyPhotos(Exception):
    """A report takes at most MOST_PHOTOS pictures."""


@transaction.atomic
def keep_draft_photo(*, draft: ReportDraft, file: StoredFile, now: datetime) -> DraftPhoto:
    """The picture stays with the draft, longer than files that nobody claims; whoever calls has made sure whose the draft is.

    Raises: TooManyPhotos, NotYourFile.
    """
    count = draft.photos.count()
    if count >= MOST_PHOTOS:
        raise TooManyPhotos(draft.key)
    claim_files([file.pk], by=holder_of_draft(draft), now=now)
    return DraftPhoto.objects.create(draft=draft, file=file, order=count)


@transaction.atomic
def drop_draft_photo(*, photo: DraftPhoto, now: datetime) -> None:
    """Take a picture off the draft, with its bytes; whoever calls has made sure whose the draft is."""
    photo.delete()
    erase_file(photo.file, by=SYSTEM, now=now)


def holder_of_draft(draft: ReportDraft) -> Holder:
    """Who holds the pictures of a draft: whoever may open it, by account or browser."""
    return Holder(f"draft:{draft.key.hex}")
