from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import PaperSource
from tinhso.onestop.once_only.actions.enter_paper_source import BadPaperSource
from tinhso.onestop.once_only.events import PaperSourceEnded


@transaction.atomic
def end_paper_source(*, source: PaperSource, valid_to: date, reason: str, by: Actor, now: datetime) -> None:
    """From that day the paper is asked for again; dossiers keep what they were told.

    Raises: PermissionDenied, BadPaperSource.
    """
    check_can_keep_catalogue(by)
    locked = PaperSource.objects.select_for_update().get(pk=source.pk)
    if not locked.approved:
        raise BadPaperSource("valid_to", "Dòng này chưa có hiệu lực.")
    if locked.valid_to is not None:
        raise BadPaperSource("valid_to", "Dòng này đã có ngày hết hiệu lực.")
    if valid_to <= locked.valid_from or valid_to < now.date():
        raise BadPaperSource("valid_to", "Chọn một ngày từ hôm nay, sau ngày bắt đầu.")
    if not reason.strip():
        raise BadPaperSource("end_reason", "Ghi lý do.")
    locked.valid_to, locked.end_reason = valid_to, reason.strip()
    locked.save(update_fields=["valid_to", "end_reason"])
    record(PaperSourceEnded(source_id=locked.pk, valid_to=valid_to), by=by, at=now)
