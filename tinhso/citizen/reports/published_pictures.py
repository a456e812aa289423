"""Which pictures of reports everybody may see: those of published ones, of an answer once it is published, none withheld."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tinhso.citizen.models import ReportPhoto
from tinhso.kernel.files.public import picture_address


def shown_pictures() -> "QuerySet[ReportPhoto, Any]":
    """Ids of their files (the slot `PublicPictures`)."""
    return _rows().values("file_id")


def _rows() -> "QuerySet[ReportPhoto]":
    may_be_shown = Q(kind=ReportPhoto.Kind.BEFORE) | Q(report__case__settled_at__isnull=False)
    return ReportPhoto.objects.filter(
        may_be_shown, hidden=False, report__visibility="published", report__case__kind="report"
    )


@dataclass(frozen=True)
class ShownPicture:
    """A picture as pages show it: what it is and how to ask for its sizes."""

    photo_id: int
    kind: str
    version: str

    @property
    def small(self) -> str:
        return picture_address(self.version, "small")

    @property
    def medium(self) -> str:
        return picture_address(self.version, "medium")

    @property
    def large(self) -> str:
        return picture_address(self.version, "large")


def pictures_of(report_ids: Iterable[int]) -> dict[int, list[ShownPicture]]:
    """By report, those that have copies, before first. One query."""
    rows = _rows().filter(report__in=list(report_ids), file__public_picture__isnull=False)
    values = rows.order_by("-kind", "order", "pk").values_list(
        "report_id", "pk", "kind", "file__public_picture__version"
    )
    found: dict[int, list[ShownPicture]] = {}
    for report_id, photo_id, kind, version in values:
        found.setdefault(report_id, []).append(ShownPicture(photo_id, kind, version))
    return found
