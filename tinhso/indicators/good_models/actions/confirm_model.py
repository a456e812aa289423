from datetime import datetime

from django.db import transaction

from tinhso.indicators.good_models.events import ModelConfirmed
from tinhso.indicators.good_models.permissions import check_can_confirm
from tinhso.indicators.models import GoodModel
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def confirm_model(*, model: GoodModel, ver: int, by: Actor, now: datetime) -> None:
    """Confirm it: from now on everybody sees it and it counts.

    Raises: NotARegistrar, EntryRefused, GoodModelChanged.
    """
    check_can_confirm(model, by)
    model.move(ver=ver, state=GoodModel.State.CONFIRMED, confirmed_at=now)
    record(ModelConfirmed(model_id=model.pk, agency_id=model.agency_id), by=by, at=now)
