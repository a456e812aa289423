from datetime import date, datetime

from django.db import transaction

from tinhso.indicators.good_models.events import ModelCopied
from tinhso.indicators.good_models.permissions import can_copy
from tinhso.indicators.models import GoodModel, GoodModelCopy
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def copy_model(*, model: GoodModel, since: date, note: str, by: Actor, now: datetime) -> GoodModelCopy:
    """Say that one's own agency copied a confirmed model, once. Raises: NotARegistrar, EntryRefused."""
    if not can_copy(model, by):
        raise NotARegistrar("Chỉ cán bộ của cơ quan khác được ghi nhận áp dụng mô hình đã xác nhận.")
    if since > now.date():
        raise EntryRefused("since", "Ngày bắt đầu áp dụng chưa tới.")
    given = {"since": since, "note": note, "entered_at": now}
    found, made = GoodModelCopy.objects.get_or_create(
        model=model, agency_id=by.agency_id or 0, defaults=given
    )
    if not made:
        raise EntryRefused("", "Cơ quan đã ghi nhận áp dụng mô hình này.")
    record(ModelCopied(model_id=model.pk, agency_id=found.agency_id), by=by, at=now)
    return found
