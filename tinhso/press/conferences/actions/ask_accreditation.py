from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.kernel.events.public import SYSTEM, Actor, Code, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.conferences.events import (
    AccreditationCardsErased,
    AccreditationDecided,
    AccreditationRequested,
)
from tinhso.press.conferences.grounds import check_seat_ground
from tinhso.press.conferences.permissions import check_holds
from tinhso.press.models import Accreditation, PressConference
from tinhso.press.questions.actions.ask_press_question import checked_card

MOST = 500


@transaction.atomic
def ask_accreditation(
    *, conference: PressConference, outlet: str, card: str, by: Actor, now: datetime
) -> Accreditation:
    """A journalist asks for a seat with outlet and press card; the same card again is the same request. The log names nobody.

    Raises: EntryRefused.
    """
    row = PressConference.objects.select_for_update().get(pk=conference.pk)
    if row.state != PressConference.State.ANNOUNCED or row.accredit_until is None or now > row.accredit_until:
        raise EntryRefused("", "Họp báo này không nhận đăng ký, hoặc đã hết hạn đăng ký.")
    if not 2 <= len(outlet.strip()) <= 120:
        raise EntryRefused("outlet", "Ghi tên cơ quan báo chí từ 2 đến 120 ký tự.")
    number = checked_card(card, local(now).date())
    if row.accreditations.count() >= MOST:
        raise EntryRefused("", "Đã đủ số đăng ký nhận được; liên hệ người phát ngôn.")
    made, first = Accreditation.objects.get_or_create(
        conference=row, card=number, defaults={"outlet": outlet.strip(), "asked_at": now}
    )
    if first:
        record(AccreditationRequested(accreditation_id=made.pk, conference_id=row.pk), by=SYSTEM, at=now)
    return made


@transaction.atomic
def decide_accreditation(
    *, accreditation: Accreditation, accepted: bool, ground: str, by: Actor, now: datetime
) -> None:
    """A seat, or none on a ground that the rules of the day list, before the conference begins. A decision that is there stays; a
    request without one by then remains unanswered.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_holds(accreditation.conference, by)
    row = Accreditation.objects.select_for_update().get(pk=accreditation.pk)
    if row.state != Accreditation.State.WAITING:
        return
    conference = PressConference.objects.get(pk=row.conference_id)
    if conference.state != PressConference.State.ANNOUNCED or conference.starts_at <= now:
        raise EntryRefused("", "Họp báo đã đến giờ hoặc đã hủy, không trả lời đăng ký được nữa.")
    if not accepted:
        check_seat_ground(ground, local(now).date())
    row.state = Accreditation.State.ACCEPTED if accepted else Accreditation.State.REFUSED
    row.ground = "" if accepted else ground
    row.decided_at, row.decided_by_id = now, user_id
    row.save(update_fields=["state", "ground", "decided_at", "decided_by"])
    event = AccreditationDecided(
        accreditation_id=row.pk, accepted=accepted, ground=None if accepted else Code(ground)
    )
    record(event, by=by, at=now)


@transaction.atomic
def erase_accreditation_cards(*, by: Actor, now: datetime) -> int:
    """Numbers of press cards go the days of the rule after the conference, or after it was called off; the outlet stays. How many
    went."""
    days = rule_or("press.journalist_days", None, on=local(now).date())
    if days is None:
        return 0
    ended = now - timedelta(days=days)
    cancelled = Q(conference__state=PressConference.State.CANCELLED, conference__ended_at__lte=ended)
    over = Accreditation.objects.filter(cancelled | Q(conference__starts_at__lte=ended))
    erased = over.exclude(card="").update(card="", card_erased_at=now)
    if erased:
        record(AccreditationCardsErased(requests=erased), by=by, at=now)
    return erased
