from datetime import date, datetime
from typing import Any

from django.db import transaction

from tinhso.indicators.good_models.events import ModelEntered
from tinhso.indicators.good_models.permissions import can_enter, check_can_change
from tinhso.indicators.models import GoodModel
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def save_model(
    *,
    model: GoodModel | None,
    words: dict[str, Any],
    since: date,
    by: Actor,
    now: datetime,
    synthetic: bool = False,
) -> GoodModel:
    """Enter a good model of one's own agency, or change the draft.

    `words`: title, doer, what, result, spot, evidence, and where known cost (đồng), paid_by.

    Raises: NotARegistrar, EntryRefused, GoodModelChanged.
    """
    if since > now.date():
        raise EntryRefused("since", "Ngày bắt đầu chưa tới.")
    given = words | {"since": since}
    if model is not None:
        check_can_change(model, by)
        model.move(ver=model.ver, state=GoodModel.State.DRAFT, **given)
        found = model
    else:
        if not can_enter(by):
            raise NotARegistrar("Chỉ cán bộ của cơ quan có mô hình được nhập, sửa.")
        agency = Agency.objects.get(pk=by.agency_id or 0)
        known = {"agency": agency, "place": agency.unit, "entered_at": now, "synthetic": synthetic}
        found = GoodModel.objects.create(**given, **known)
    record(ModelEntered(model_id=found.pk), by=by, at=now)
    return found
