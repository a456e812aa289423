from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, next_number, record
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.press.conferences.events import PressConferenceCancelled, PressConferencePlanned
from tinhso.press.conferences.permissions import check_can_hold_conference, check_holds
from tinhso.press.models import PressConference
from tinhso.press.questions.issue_process import check_public_words

FARTHEST = timedelta(days=731)
OVER = (PressConference.State.HELD, PressConference.State.CANCELLED)


@transaction.atomic
def plan_conference(
    *, kind: str, topic: str, starts_at: datetime, client_key: UUID, by: Actor, now: datetime
) -> PressConference:
    """One more press conference in the agency's year. The same key is one.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_hold_conference(by)
    lock_client_key(client_key)
    if same := PressConference.objects.filter(client_key=client_key, agency=agency_id).first():
        return same
    if kind not in PressConference.Kind.values:
        raise EntryRefused("kind", "Chọn loại họp báo trong danh sách.")
    if not 5 <= len(topic.strip()) <= 200:
        raise EntryRefused("topic", "Ghi nội dung từ 5 đến 200 ký tự.")
    check_public_words("topic", topic)
    if not now < starts_at <= now + FARTHEST:
        raise EntryRefused("starts_at", "Giờ họp báo phải sau lúc này, trong hai năm.")
    stamp = f"{local(now):%y%m%d}"
    row = PressConference.objects.create(
        code=f"HB-{stamp}-{next_number(f'press_conference:{stamp}'):03}",
        agency_id=agency_id,
        kind=kind,
        topic=topic.strip(),
        starts_at=starts_at,
        client_key=client_key,
        by_id=user_id,
        at=now,
    )
    event = PressConferencePlanned(
        conference_id=row.pk, agency_id=agency_id, kind=Code(kind), starts_at=starts_at
    )
    record(event, by=by, at=now)
    return row


@transaction.atomic
def cancel_conference(*, conference: PressConference, reason: str, by: Actor, now: datetime) -> None:
    """It is not held; where it was announced its page tells why. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    check_holds(conference, by)
    row = PressConference.objects.select_for_update().get(pk=conference.pk)
    if row.state in OVER:
        return
    if not 5 <= len(reason.strip()) <= 300:
        raise EntryRefused("reason", "Ghi lý do hủy từ 5 đến 300 ký tự.")
    check_public_words("reason", reason)
    row.state, row.ended_at, row.reason = PressConference.State.CANCELLED, now, reason.strip()
    row.save(update_fields=["state", "ended_at", "reason"])
    record(PressConferenceCancelled(conference_id=row.pk), by=by, at=now)
