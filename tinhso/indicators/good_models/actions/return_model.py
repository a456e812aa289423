from datetime import datetime

from django.db import transaction

from tinhso.indicators.good_models.events import ModelHandedOn
from tinhso.indicators.good_models.permissions import check_can_confirm
from tinhso.indicators.models import GoodModel
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def return_model(*, model: GoodModel, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Give it back to be mended, with the reason. Raises: NotARegistrar, EntryRefused, GoodModelChanged."""
    check_can_confirm(model, by)
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do trả lại.")
    model.move(ver=ver, state=GoodModel.State.DRAFT, returned=reason.strip())
    record(ModelHandedOn(model_id=model.pk, state=GoodModel.State.DRAFT), by=by, at=now)
