from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.press.communication.events import GuidanceConfirmed, GuidanceSent
from tinhso.press.communication.groups import GROUPS, agencies_of
from tinhso.press.communication.permissions import check_can_confirm_guidance, check_can_guide
from tinhso.press.communication.words import checked_words
from tinhso.press.models import Guidance, GuidanceReceipt

MOST_DAYS = 366


@transaction.atomic
def send_guidance(
    *,
    number: str,
    title: str,
    text: str,
    groups: Sequence[str],
    answer_by: date,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> Guidance:
    """Hướng dẫn tuyên truyền to all agencies of the groups, each to confirm by a day. The same key is one.

    Raises: PressForbidden, EntryRefused.
    """
    day = local(now).date()
    user_id, agency_id = check_can_guide(by, day)
    lock_client_key(client_key)
    if same := Guidance.objects.filter(client_key=client_key, agency=agency_id).first():
        return same
    if len(number.strip()) > 60:
        raise EntryRefused("number", "Số, ký hiệu dài nhất 60 ký tự.")
    if not groups or set(groups) - set(GROUPS):
        raise EntryRefused("groups", "Chọn ít nhất một nhóm nơi nhận trong danh sách.")
    if not 0 <= (answer_by - day).days <= MOST_DAYS:
        raise EntryRefused("answer_by", "Hạn xác nhận từ hôm nay, trong một năm.")
    to = agencies_of(groups, day).exclude(pk=agency_id)
    if not to:
        raise EntryRefused("groups", "Ngày này không có cơ quan nào trong nhóm đã chọn.")
    row = Guidance.objects.create(
        agency_id=agency_id,
        number=number.strip(),
        title=checked_words("title", title, least=5, most=200),
        text=checked_words("text", text, least=5, most=8000),
        answer_by=answer_by,
        client_key=client_key,
        by_id=user_id,
        at=now,
    )
    GuidanceReceipt.objects.bulk_create(GuidanceReceipt(guidance=row, agency=one) for one in to)
    record(GuidanceSent(guidance_id=row.pk, agencies=len(to)), by=by, at=now)
    return row


@transaction.atomic
def confirm_guidance(*, receipt: GuidanceReceipt, by: Actor, now: datetime) -> None:
    """One's agency has read it. A second time does nothing. Raises: PressForbidden, EntryRefused."""
    user_id, agency_id = check_can_confirm_guidance(by)
    if receipt.agency_id != agency_id:
        raise EntryRefused("", "Hướng dẫn này gửi cơ quan khác.")
    rows = GuidanceReceipt.objects.filter(pk=receipt.pk, confirmed_at=None)
    if rows.update(confirmed_at=now, confirmed_by=user_id):
        event = GuidanceConfirmed(guidance_id=receipt.guidance_id, agency_id=agency_id)
        record(event, by=by, at=now)
