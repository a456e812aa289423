from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.lib.language.vietnamese import sort_key
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Dataset, DataTable, Edition, Licence, Theme
from tinhso.opendata.publishing.editing import content_of, is_taken, put_content, slug_for
from tinhso.opendata.publishing.events import DatasetDrafted


class EditionRefused(ValueError):
    """The description cannot be so; `field` names what has to be mended."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def draft_dataset(*, agency: Agency, content: Mapping[str, Any], by: Actor, now: datetime) -> Dataset:
    """Begin a dataset of an agency with its first edition; what `content` leaves out takes the usual value.

    Raises: OpenDataForbidden, EditionRefused for an address that is or was another's.
    """
    check_can_write(agency.pk, by)
    title = content["title"]
    slug = content.get("slug") or slug_for(title)
    if is_taken(slug):
        raise EditionRefused("slug", _("Địa chỉ này đã hoặc từng thuộc về bộ dữ liệu khác."))
    dataset = Dataset(
        slug=slug,
        title=title,
        sort_key=sort_key(title),
        description=content["description"],
        publisher=agency,
        theme=Theme.objects.get(code=content["theme"]),
        licence=Licence.objects.order_by("pk")[0],
        created_at=now,
        changed_at=now,
    )
    whole = {**content_of(dataset), **content, "slug": slug}
    dataset.save()
    put_content(dataset, whole, now=now)
    DataTable.objects.first_of(dataset)
    Edition.objects.create(
        dataset=dataset, number=1, content=content_of(dataset), made_by_id=by.user_id, made_at=now
    )
    record(DatasetDrafted(dataset=dataset.slug, agency_id=agency.pk), by=by, at=now)
    return dataset
