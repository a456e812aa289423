from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.files.holder import Owner, owned_by
from tinhso.kernel.files.models import StoredFile


class NotYourFile(Exception):
    """One of the files does not exist, was uploaded by somebody else, or already belongs to something."""


@transaction.atomic
def claim_files(file_ids: Iterable[UUID], *, by: Owner, now: datetime) -> list[StoredFile]:
    """Attach freshly uploaded files for good, in the transaction of the deed that uses them (its event tells).

    Only the account that uploaded may claim, or the holder of a nameless one. In the order of `file_ids`.

    Raises: NotYourFile, and nothing is claimed, if any of them is not free.
    """
    wanted = list(dict.fromkeys(file_ids))
    free = StoredFile.objects.select_for_update().filter(owned_by(by), pk__in=wanted, claimed_at=None)
    found = {file.pk: file for file in free}
    if len(found) != len(wanted):
        raise NotYourFile
    StoredFile.objects.filter(pk__in=wanted).update(claimed_at=now)
    for file in found.values():
        file.claimed_at = now
    return [found[pk] for pk in wanted]
