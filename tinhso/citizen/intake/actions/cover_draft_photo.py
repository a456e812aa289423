from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tinhso.citizen.intake.actions.keep_draft_photo import holder_of_draft
from tinhso.citizen.intake.photo_grid import PhotoGrid
from tinhso.citizen.models import DraftPhoto
from tinhso.citizen.reports.content import MOST_PHOTOS, PHOTO_RULES
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import claim_files, covered_picture, erase_file, open_stream, store_upload

BESIDE = replace(PHOTO_RULES, max_files=MOST_PHOTOS + 1, max_total=PHOTO_RULES.max_total * 2)
"""For a moment the covered picture lies beside the bare one of a full draft."""


class NothingToCover(Exception):
    """No cell of the picture was chosen, or one that it does not have."""


@transaction.atomic
def cover_draft_photo(*, photo: DraftPhoto, cells: Collection[int], now: datetime) -> DraftPhoto:
    """Cover these cells of a picture for good: the bare one is erased with its bytes, as if only the covered one had been
    sent; whoever calls has made sure whose the draft is.

    Raises: NothingToCover.
    """
    photo = (
        DraftPhoto.objects.select_for_update(of=("self",)).select_related("draft", "file").get(pk=photo.pk)
    )
    bare, holder = photo.file, holder_of_draft(photo.draft)
    with open_stream(bare) as stream:
        grid = PhotoGrid.of(stream)
        if not cells or not set(cells) <= set(range(grid.count)):
            raise NothingToCover
        covered = covered_picture(stream, cells, columns=grid.columns, rows=grid.rows)
    sent = SimpleUploadedFile("anh-hien-truong.jpg", covered.read(), "image/jpeg")
    file = store_upload(sent, by=holder, now=now, rules=BESIDE)
    claim_files([file.pk], by=holder, now=now)
    photo.file = file
    photo.save(update_fields=["file"])
    erase_file(bare, by=SYSTEM, now=now)
    return photo
