from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from tinhso.kernel.files.actions.discard_file import forget_content
from tinhso.kernel.files.models import PublicPicture, StoredFile


@transaction.atomic
def hide_pictures(file_ids: Iterable[UUID]) -> int:
    """Take the public copies of these files away, with their bytes; how many pictures that were.

    A part of the deed that withholds them, whose event tells. The files themselves stay.
    """
    wanted = list(file_ids)
    list(StoredFile.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    rows = list(PublicPicture.objects.filter(file__in=wanted))
    PublicPicture.objects.filter(pk__in=[row.pk for row in rows]).delete()
    forget_copies(rows)
    return len(rows)


def forget_copies(rows: Iterable[PublicPicture]) -> None:
    """Their bytes go once the transaction has committed."""
    for digest in {digest for row in rows for digest in row.digests}:
        transaction.on_commit(lambda digest=digest: forget_content(digest))  # type: ignore[misc]
