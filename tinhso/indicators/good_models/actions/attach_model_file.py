from datetime import datetime

from django.db import transaction

from tinhso.indicators.good_models.events import ModelEntered
from tinhso.indicators.good_models.permissions import check_can_change
from tinhso.indicators.models import GoodModel, GoodModelFile
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def attach_model_file(
    *, model: GoodModel, file: StoredFile, caption: str, by: Actor, now: datetime
) -> GoodModelFile:
    """Add a photo or paper to a draft.

    Raises: NotARegistrar, EntryRefused beyond the most files, NotYourFile.
    """
    check_can_change(model, by)
    if model.files.count() >= GoodModelFile.MOST:
        raise EntryRefused("file", f"Mỗi mô hình có nhiều nhất {GoodModelFile.MOST} tệp.")
    claim_files([file.pk], by=by, now=now)
    found = GoodModelFile.objects.create(model=model, file=file, caption=caption)
    record(ModelEntered(model_id=model.pk), by=by, at=now)
    return found
