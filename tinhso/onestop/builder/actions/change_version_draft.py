from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.onestop.builder.actions.publish_version import DraftStale
from tinhso.onestop.builder.events import VersionDraftChanged, VersionDraftDiscarded
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import ProcedureVersion

PARTS = {
    "step": "bước của biểu mẫu",
    "section": "mục của biểu mẫu",
    "field": "câu hỏi",
    "paper": "thành phần hồ sơ",
    "process": "quy trình giải quyết",
    "fee": "phí, lệ phí",
    "exemption": "đối tượng được miễn phí",
    "collection": "thời điểm thu, nơi giải quyết",
    "limit": "thời hạn giải quyết",
    "texts": "nội dung công bố",
    "dates": "ngày áp dụng",
    "draft": "bản nháp",
}


@transaction.atomic
def change_version_draft(
    *, draft: ProcedureVersion, ver: int, part: str, values: dict[str, Any], by: Actor, now: datetime
) -> None:
    """Write columns of the draft that were derived from its state `ver`.

    Raises: PermissionDenied, DraftStale.
    """
    check_can_keep_catalogue(by)
    drafters = sorted({*draft.drafters, *([by.user_id] if by.user_id else [])})
    editor: dict[str, Any] = {
        "ver": ver + 1,
        "edited_by_id": by.user_id,
        "edited_at": now,
        "edited_part": part,
    }
    editor["drafters"] = drafters
    same = ProcedureVersion.objects.filter(pk=draft.pk, ver=ver, published_at=None)
    if not same.update(**values, **editor):
        raise DraftStale(draft.pk)
    event = VersionDraftChanged(
        procedure_code=draft.procedure.code, number=draft.number, part=Code(part), ver=ver + 1
    )
    record(event, by=by, at=now)


@transaction.atomic
def discard_version_draft(*, draft: ProcedureVersion, ver: int, by: Actor, now: datetime) -> None:
    """Throw the draft away. Raises: PermissionDenied, DraftStale."""
    check_can_keep_catalogue(by)
    deleted, _ = ProcedureVersion.objects.filter(pk=draft.pk, ver=ver, published_at=None).delete()
    if not deleted:
        raise DraftStale(draft.pk)
    event = VersionDraftDiscarded(procedure_code=draft.procedure.code, number=draft.number)
    record(event, by=by, at=now)
