import secrets
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction

from tinhso.kernel.files.actions.store_upload import digest_of
from tinhso.kernel.files.contents.store import lock_content, store
from tinhso.kernel.files.models import PublicPicture, StoredFile
from tinhso.kernel.files.pictures import NotAPicture, sized_copies
from tinhso.kernel.files.public_pictures import is_public_now
from tinhso.kernel.files.serve import INLINE_TYPES
from tinhso.kernel.site.public import insert_once

Digests = tuple[str, str, str]


def make_public_picture(file_id: UUID, *, now: datetime, made: dict[str, Digests] | None = None) -> bool:
    """Three sizes of a picture that may be shown, under a new random version; whether they stand there now.

    `made` remembers copies of the same bytes over many calls. Pictures are drawn outside of the transaction that keeps
    them; in it the file is locked, so that a deed which withholds it meanwhile waits, and finds what it has to remove.
    """
    file = StoredFile.objects.filter(
        pk=file_id, state=StoredFile.State.CLEAN, content_type__in=INLINE_TYPES
    ).first()
    if file is None or not is_public_now(file_id):
        return False
    known = (made or {}).get(file.sha256)
    copies = _drawn(file) if known is None else []
    digests = _keep(file, copies, known, now)
    if digests and made is not None:
        made[file.sha256] = digests
    return digests is not None


def _drawn(file: StoredFile) -> list[BytesIO]:
    try:
        with store().open(file.sha256) as stream:
            return sized_copies(stream)
    except (FileNotFoundError, NotAPicture):  # the nightly check names what is lost
        return []


@transaction.atomic
def _keep(file: StoredFile, copies: list[BytesIO], known: Digests | None, now: datetime) -> Digests | None:
    held = StoredFile.objects.select_for_update().filter(pk=file.pk).first()
    if held is None or not (copies or known) or not is_public_now(file.pk):
        return None
    digests = known or _store(copies)
    row = PublicPicture(file=held, version=secrets.token_urlsafe(20)[:27], made_at=now)
    row.small, row.medium, row.large = digests
    insert_once(row)
    return digests


def _store(copies: list[BytesIO]) -> Digests:
    found = []
    for copy in copies:
        sha256 = digest_of(copy)
        lock_content(sha256)
        store().put(sha256, copy)
        found.append(sha256)
    return found[0], found[1], found[2]
