from datetime import datetime

from django.db import transaction

from tinhso.indicators.good_models.events import ModelHandedOn
from tinhso.indicators.good_models.permissions import check_can_change
from tinhso.indicators.models import GoodModel
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def submit_model(*, model: GoodModel, ver: int, by: Actor, now: datetime) -> None:
    """Hand a draft in. Raises: NotARegistrar, GoodModelChanged, EntryRefused without any evidence."""
    check_can_change(model, by)
    if not model.evidence.strip() and not model.files.exists():
        raise EntryRefused("", "Cần minh chứng: ghi số văn bản, địa chỉ trang hoặc thêm ảnh, tệp.")
    model.move(ver=ver, state=GoodModel.State.SUBMITTED, submitted_at=now, returned="")
    record(ModelHandedOn(model_id=model.pk, state=GoodModel.State.SUBMITTED), by=by, at=now)
