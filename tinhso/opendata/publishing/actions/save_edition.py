from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.language.personal_data import find_personal_data
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Dataset, Edition
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused
from tinhso.opendata.publishing.editing import content_of, is_taken
from tinhso.opendata.publishing.events import EditionSaved


@transaction.atomic
def save_edition(
    *, dataset: Dataset, ver: int, content: Mapping[str, Any], by: Actor, now: datetime
) -> Edition:
    """Write the open edition, or begin the next one from what is published. What readers see stays as it is.

    `ver` is that of the open edition, 0 where there is none. Raises: OpenDataForbidden, EditionRefused (an address of another,
    tables of one title, personal data in their words), ChangedMeanwhile.
    """
    check_can_write(dataset.publisher_id, by)
    if is_taken(content["slug"], by=dataset):
        raise EditionRefused("slug", _("Địa chỉ này đã hoặc từng thuộc về bộ dữ liệu khác."))
    _check_tables(content.get("tables", {}))
    edition = dataset.editions.select_for_update().filter(state__in=Edition.OPEN).first()
    if (edition.ver if edition else 0) != ver:
        raise ChangedMeanwhile(_("Mô tả vừa được người khác thay đổi."))
    if edition is None:
        edition = _next(dataset, by, now)
    elif edition.state not in Edition.EDITABLE:
        raise ChangedMeanwhile(_("Mô tả đã gửi duyệt, không sửa được nữa."))
    whole = {**content_of(dataset), **edition.content, **content}
    Edition.objects.filter(pk=edition.pk).update(
        content=whole, made_by_id=by.user_id, made_at=now, ver=F("ver") + 1
    )
    edition.refresh_from_db()
    record(EditionSaved(dataset=dataset.slug, number=edition.number), by=by, at=now)
    return edition


def _check_tables(tables: Mapping[str, Mapping[str, str]]) -> None:
    """EditionRefused for two tables of one title, and for personal data in the words of one."""
    titles: set[str] = set()
    for number, words in tables.items():
        title = words["title"].casefold()
        if title and title in titles:
            raise EditionRefused(f"table_{number}_title", _("Bộ dữ liệu đã có một bảng mang tên này."))
        titles.add(title)
        if find_personal_data(f"{words['title']}\n{words['description']}"):
            raise EditionRefused(
                f"table_{number}_title",
                _("Tên hoặc mô tả của bảng có thể có dữ liệu cá nhân; hãy viết lại."),
            )


def _next(dataset: Dataset, by: Actor, now: datetime) -> Edition:
    held = Dataset.objects.select_for_update(no_key=True).get(pk=dataset.pk)
    last = held.editions.order_by("-number").values_list("number", flat=True).first() or 0
    return Edition.objects.create(
        dataset=held, number=last + 1, content=content_of(held), made_by_id=by.user_id, made_at=now
    )
