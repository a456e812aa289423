"""How a correction is added to a register, and what is refused."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from tinhso.indicators.models.registers.revised import Revised
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused

Entry = TypeVar("Entry", bound=Revised)


class RevisedBefore(EntryRefused):
    """Somebody else entered or corrected the same entry in the meantime, or it was there already."""

    def __init__(self) -> None:
        super().__init__(
            "", "Mục này đã có người ghi hoặc sửa. Tải lại trang để xem bản mới nhất rồi thử lại."
        )


def add_revision(
    model: type[Entry],
    key: dict[str, Any],
    values: dict[str, Any],
    *,
    was: int,
    reason: str,
    by: Actor,
    now: datetime,
) -> Entry:
    """The next row of this entry, after revision `was` (0: there is none yet).

    EntryRefused for a correction without a reason or without a change, RevisedBefore. The unique constraint is the
    compare-and-set.
    """
    newest = model.objects.filter(**key).order_by("-revision").first()
    if (newest.revision if newest else 0) != was:
        raise RevisedBefore
    if newest and all(getattr(newest, name) == value for name, value in values.items()):
        raise EntryRefused("", "Nội dung không khác bản đang có; chưa có gì để sửa.")
    if newest and not reason.strip():
        raise EntryRefused("reason", "Ghi lý do sửa.")
    known = {"revision": was + 1, "reason": reason.strip(), "known_at": now, "by_id": by.user_id}
    try:
        with transaction.atomic():
            return model.objects.create(**key, **values, **known)
    except IntegrityError as error:
        raise RevisedBefore from error
