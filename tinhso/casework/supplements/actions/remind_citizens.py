"""Reminding citizens of the supplement that their case waits for."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from tinhso.casework.case.kind import kind_of
from tinhso.casework.models import Case, Participant, Reminder
from tinhso.casework.models.states import State
from tinhso.casework.supplements.waiting_limit import SUPPLEMENT
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.law.public import rule
from tinhso.kernel.notices.public import notify
from tinhso.lib.dates import HANOI

TOPIC = "casework.supplement"
SOON, LAST = "supplement_soon", "supplement_last"


def remind_citizens(*, now: datetime, by: Actor = SYSTEM) -> int:
    """Tell whom a supplement was asked of, some days before its last day and on it, each once; returns how many.

    How many days before is the rule `supplement.remind_days`. May be run as often as one likes.
    """
    today = now.astimezone(HANOI).date()
    days = timedelta(days=rule("supplement.remind_days", on=today))
    sent = 0
    for turn in waiting(now, days):
        assert turn.due_at is not None
        rung = LAST if turn.due_at.astimezone(HANOI).date() == today else SOON
        sent += _notify_once(turn, turn.due_at, rung, by=by, now=now)
    return sent


def waiting(now: datetime, days: timedelta) -> Iterable[Participant]:
    """The citizens' turns whose last day is at most so many days ahead, and not over."""
    end = now.astimezone(HANOI).replace(hour=23, minute=59, second=59, microsecond=999_999) + days
    turns = Participant.objects.filter(open=True, act=SUPPLEMENT, person__isnull=False)
    turns = turns.filter(due_at__range=(now, end), case__state=State.WAITING_CITIZEN)
    return turns.select_related("case", "person").order_by("due_at", "pk").iterator(chunk_size=1000)


@transaction.atomic
def _notify_once(turn: Participant, until: datetime, rung: str, *, by: Actor, now: datetime) -> bool:
    """Claim the rung and notify; False where it was claimed before."""
    claim = {"case": turn.case, "rung": rung, "due_at": until}
    if turn.person is None or not Reminder.objects.get_or_create(**claim, defaults={"sent_at": now})[1]:
        return False
    notify(
        to=turn.person,
        topic=TOPIC,
        template=f"casework.{rung}",
        params={"code": turn.case.code, "until": until},
        key=f"casework.{rung}:{turn.case_id}:{until:%Y%m%d}",
        case_id=turn.case_id,
        path=page_of(turn.case),
        now=now,
        by=by,
    )
    return True


def page_of(case: Case) -> str:
    """The citizen's page of the case; the tracking page where its kind has none."""
    try:
        return reverse(kind_of(case.kind).citizen_url_name, args=[case.code])
    except (NoReverseMatch, KeyError):
        return reverse("track")
