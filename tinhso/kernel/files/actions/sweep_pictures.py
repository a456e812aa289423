from datetime import datetime

from tinhso.kernel.files.actions.hide_pictures import hide_pictures
from tinhso.kernel.files.actions.make_public_picture import Digests, make_public_picture
from tinhso.kernel.files.models import PublicPicture, StoredFile
from tinhso.kernel.files.public_pictures import shown_files
from tinhso.kernel.files.serve import INLINE_TYPES

PICTURES_AT_A_TIME = 2_000


def sweep_pictures(*, now: datetime, most: int = PICTURES_AT_A_TIME) -> tuple[int, int]:
    """Make the copies that are missing and remove those that may not be shown: (made, removed).

    For pictures of before there were copies, and for a deed whose job was lost. The newest first.
    """
    shown = StoredFile.objects.filter(shown_files(), state=StoredFile.State.CLEAN)
    stale = PublicPicture.objects.exclude(file__in=shown.values("pk")).values_list("file_id", flat=True)
    removed = hide_pictures(list(stale[:most]))
    missing = shown.filter(public_picture=None, content_type__in=INLINE_TYPES).order_by("-created_at")
    made: dict[str, Digests] = {}
    done = [make_public_picture(pk, now=now, made=made) for pk in missing.values_list("pk", flat=True)[:most]]
    return sum(done), removed
