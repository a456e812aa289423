"""Reminding officers of what is due: a ladder of three rungs, each climbed once for each due date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse

from tinhso.casework.case.kind import kind_of
from tinhso.casework.clocks.calendars import calendar_for
from tinhso.casework.models import Case, Participant, Reminder
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Absence, Post, User
from tinhso.lib.dates import HANOI

TOPIC = "casework.deadline"
SOON, DUE, LATE = "soon", "due", "late"
LONGEST_BREAK = timedelta(days=14)  # no holiday lies between two working days for longer


@dataclass(frozen=True)
class Reminded:
    """How many turns were reminded of, and how many notices that made."""

    turns: int
    notices: int


def remind(*, now: datetime, by: Actor = SYSTEM) -> Reminded:
    """Tell whoever has the turn: on the working day before, on the due day, and when it is late.

    The officer named, or who stands in for them that day, else everybody who holds the role at the agency that day. A rung that was missed is not made
    up for: only the one of this moment counts. May be run as often as one likes; one transaction a case.
    """
    turns = notices = 0
    for turn in waiting(now):
        rung = rung_of(turn, now)
        event = _notify_once(turn, rung, by=by, now=now) if rung else None
        if event is not None:
            turns, notices = turns + 1, notices + event
    return Reminded(turns, notices)


def waiting(now: datetime) -> Iterable[Participant]:
    """Turns of agencies that are due within reach, save those that were told of being late already."""
    reminded = Reminder.objects.filter(case=OuterRef("case"), due_at=OuterRef("due_at"), rung=LATE)
    turns = (
        Participant.objects.filter(open=True, agency__isnull=False, due_at__lt=now + LONGEST_BREAK)
        .filter(case__settled_at__isnull=True, case__finished_at__isnull=True)
        .exclude(Exists(reminded))
        .select_related("case", "officer")
        .order_by("due_at", "pk")
    )
    return turns.iterator(chunk_size=1000)


def rung_of(turn: Participant, now: datetime) -> str:
    """The rung of this moment; empty while there is more time than that."""
    if turn.due_at is None:
        return ""
    today, due_day = now.astimezone(HANOI).date(), turn.due_at.astimezone(HANOI).date()
    if turn.due_at < now:
        return LATE
    if due_day == today:
        return DUE
    return SOON if due_day <= calendar_for(turn.agency_id, today).next_working_day(today) else ""


@transaction.atomic
def _notify_once(turn: Participant, rung: str, *, by: Actor, now: datetime) -> int | None:
    """Claim the rung and notify; None where it was claimed before."""
    claim = {"case": turn.case, "rung": rung, "due_at": turn.due_at}
    if not Reminder.objects.get_or_create(**claim, defaults={"sent_at": now})[1]:
        return None
    officers = officers_of(turn, now.astimezone(HANOI).date())
    for officer in officers:
        notify(
            to=officer,
            topic=TOPIC,
            template=f"casework.reminder_{rung}",
            params={"code": turn.case.code, "due": turn.due_at or now},
            key=f"casework.{rung}:{turn.case_id}:{officer.pk}:{turn.due_at:%Y%m%d%H%M}",
            case_id=turn.case_id,
            path=page_of(turn.case),
            now=now,
            by=by,
        )
    return len(officers)


def officers_of(turn: Participant, on: date) -> list[User]:
    if turn.officer is not None:
        away = Absence.objects.on(on).filter(officer=turn.officer_id, agency=turn.agency_id)
        stand_in = away.select_related("stand_in").first()
        return [stand_in.stand_in if stand_in else turn.officer]
    posts = Post.objects.on(on).with_role(turn.role).filter(agency=turn.agency_id, user__is_active=True)
    return list({post.user_id: post.user for post in posts.select_related("user")}.values())


def page_of(case: Case) -> str:
    try:
        return reverse(kind_of(case.kind).url_name, args=[case.code])
    except (NoReverseMatch, KeyError):  # a kind without a page, or of a system that was taken out
        return reverse("worklist")
