"""Pictures for everybody, apart from the files of dossiers: small copies behind an address of their own.

A system that shows pictures lists a `PublicPictures` in its `slots.py`. Copies are made after the scan, or when a deed shows
a picture (`show_pictures`), and go with `hide_pictures`; whoever asks for one is asked about each time, so that a picture
that was withheld a moment ago is not there, whatever a page still names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from tinhso.kernel.events.public import job
from tinhso.kernel.files.models import PublicPicture, StoredFile
from tinhso.kernel.site.declare import all_of

SIZES = ("small", "medium", "large")


@dataclass(frozen=True)
class PublicPictures:
    """`shown` gives the ids of all files whose pictures everybody may see at this moment, as a queryset of values."""

    shown: Callable[[], "QuerySet[Any, Any]"]


def shown_files() -> Q:
    """The condition on `StoredFile`; it holds for none where no system shows pictures."""
    found = Q(pk__in=[])
    for one in all_of(PublicPictures):
        found |= Q(pk__in=one.shown())
    return found


def is_public_now(file_id: UUID) -> bool:
    """Clean, and shown by its system now. One query."""
    return StoredFile.objects.filter(shown_files(), pk=file_id, state=StoredFile.State.CLEAN).exists()


def show_pictures(file_ids: Iterable[UUID]) -> None:
    """Has the copies made after this transaction, where these files may be shown by then."""
    for file_id in file_ids:
        job("files.public_picture").defer(file_id=str(file_id))


def picture_address(version: str, size: str = "small") -> str:
    return reverse("files:public_picture", args=[version, size])


def versions_of(file_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The version of each file that has copies. One query; none for no files."""
    wanted = list(file_ids)
    if not wanted:
        return {}
    return dict(PublicPicture.objects.filter(file__in=wanted).values_list("file_id", "version"))
