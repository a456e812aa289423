from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.conferences.actions.plan_conference import FARTHEST
from tinhso.press.conferences.events import PressConferenceAnnounced, PressConferenceHeld
from tinhso.press.conferences.permissions import check_holds
from tinhso.press.models import PressConference
from tinhso.press.questions.issue_process import check_public_words

MOST_OUTLETS = 1000


@transaction.atomic
def announce_conference(
    *,
    conference: PressConference,
    starts_at: datetime,
    place: str,
    invitation: str,
    accredit_until: datetime | None,
    by: Actor,
    now: datetime,
) -> None:
    """Everybody reads when, where and about what; until `accredit_until` journalists may ask for a seat. Again: new hour or place.

    Raises: PressForbidden, EntryRefused.
    """
    check_holds(conference, by)
    row = PressConference.objects.select_for_update().get(pk=conference.pk)
    if row.state not in (PressConference.State.PLANNED, PressConference.State.ANNOUNCED):
        raise EntryRefused("", "Họp báo đã tổ chức hoặc đã hủy.")
    if not now < starts_at <= now + FARTHEST:
        raise EntryRefused("starts_at", "Giờ họp báo phải sau lúc này, trong hai năm.")
    if not 3 <= len(place.strip()) <= 200:
        raise EntryRefused("place", "Ghi địa điểm từ 3 đến 200 ký tự.")
    check_public_words("place", place)
    if len(invitation.strip()) > 4000:
        raise EntryRefused("invitation", "Giấy mời dài nhất 4000 ký tự.")
    check_public_words("invitation", invitation)
    if accredit_until is not None and not (
        accredit_until <= starts_at and (accredit_until > now or accredit_until == row.accredit_until)
    ):
        raise EntryRefused("accredit_until", "Hạn đăng ký sau lúc này và trước giờ họp báo.")
    row.state, row.announced_at = PressConference.State.ANNOUNCED, row.announced_at or now
    row.starts_at, row.place = starts_at, place.strip()
    row.invitation, row.accredit_until = invitation.strip(), accredit_until
    row.save(update_fields=["state", "announced_at", "starts_at", "place", "invitation", "accredit_until"])
    record(PressConferenceAnnounced(conference_id=row.pk, starts_at=starts_at), by=by, at=now)


@transaction.atomic
def note_minutes(
    *, conference: PressConference, minutes: str, outlets_present: int, by: Actor, now: datetime
) -> None:
    """It was held: what was said there is public. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    check_holds(conference, by)
    row = PressConference.objects.select_for_update().get(pk=conference.pk)
    if row.state == PressConference.State.HELD:
        return
    if row.state != PressConference.State.ANNOUNCED or row.starts_at > now:
        raise EntryRefused("", "Ghi biên bản sau giờ họp báo đã thông báo.")
    if not 10 <= len(minutes.strip()) <= 8000:
        raise EntryRefused("minutes", "Ghi biên bản từ 10 đến 8000 ký tự.")
    check_public_words("minutes", minutes)
    if not 0 <= outlets_present <= MOST_OUTLETS:
        raise EntryRefused("outlets_present", f"Số cơ quan báo chí từ 0 đến {MOST_OUTLETS}.")
    row.state, row.ended_at = PressConference.State.HELD, now
    row.minutes, row.outlets_present = minutes.strip(), outlets_present
    row.save(update_fields=["state", "ended_at", "minutes", "outlets_present"])
    record(PressConferenceHeld(conference_id=row.pk, outlets_present=outlets_present), by=by, at=now)
