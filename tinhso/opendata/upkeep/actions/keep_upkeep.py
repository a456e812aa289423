"""Reminders of the two clocks: opened by the system, closed by what the data officer does."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.casework.public import (
    FINAL,
    Case,
    DeadlinePassed,
    accept_case,
    can_act,
    finish_case,
    limit_until,
    open_case,
    settle_case,
    submit_case,
)
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.roles import DataOfficer
from tinhso.lib.legal_time.clock import Effect
from tinhso.opendata.dataset.permissions import check_can_answer, check_is_system
from tinhso.opendata.models import Dataset, Upkeep
from tinhso.opendata.upkeep.events import DatasetReviewed
from tinhso.opendata.upkeep.upkeep import BEFORE, KIND, LAW, due_days, process


def open_reminders(*, by: Actor, now: datetime) -> int:
    """Open what falls due within fourteen days, once each; how many. By the system, every night."""
    check_is_system(by)
    open_ones = Dataset.objects.public().select_related("publisher", "current")
    return sum(
        _remind(dataset, kind, day, by, now)
        for dataset in open_ones
        for kind, day in due_days(dataset).items()
        if now.date() >= day - BEFORE
    )


@transaction.atomic
def _remind(dataset: Dataset, kind: str, day: date, by: Actor, now: datetime) -> bool:
    """The limit ends on the day; one that is past when it is noticed ends tomorrow, and says which day it was."""
    if dataset.upkeep.filter(kind=kind, for_day=day).exists():
        return False
    due = day if day > now.date() else now.date() + timedelta(days=1)
    try:
        limit = limit_until(due, agency_id=dataset.publisher_id, now=now, source=LAW)
    except DeadlinePassed:
        return False
    code = f"DL-{dataset.pk:05}-{'CN' if kind == Upkeep.Kind.UPDATE else 'RS'}-{day:%y%m%d}"
    case = open_case(
        kind=KIND,
        code=code,
        title=f"{Upkeep.Kind(kind).label}: {dataset.title}"[:200],
        agency=dataset.publisher,
        process=process(),
        place=dataset.publisher.unit,
        source=Case.Source.INTERNAL,
        by=by,
        now=now,
    )
    role, act = DataOfficer.code, "keep_data"
    submit_case(case=case, ver=case.ver, code=code, reply=limit, reply_role=role, act=act, by=by, now=now)
    Upkeep.objects.create(case=case, dataset=dataset, kind=kind, for_day=day)
    return True


@transaction.atomic
def review_dataset(*, dataset: Dataset, by: Actor, now: datetime) -> None:
    """The data officer has looked it over: the six months begin anew and its reminder is done.

    Raises: OpenDataForbidden.
    """
    check_can_answer(dataset.publisher_id, by, maker=None)
    Dataset.objects.filter(pk=dataset.pk).update(reviewed_on=now.date())
    close_reminders(dataset, Upkeep.Kind.REVIEW, by=by, now=now, outcome="reviewed")
    record(DatasetReviewed(dataset=dataset.slug), by=by, at=now)


def close_reminders(dataset: Dataset, kind: str, *, by: Actor, now: datetime, outcome: str) -> None:
    """End the open reminders of this kind that wait for this officer; in the caller's transaction."""
    for upkeep in dataset.upkeep.filter(kind=kind).exclude(case__state__in=FINAL).select_related("case"):
        case = upkeep.case
        if can_act(case, by):
            accept_case(case=case, ver=case.ver, limit=None, effect=Effect.PAUSE, by=by, now=now)
            settle_case(case=case, ver=case.ver, outcome=outcome, by=by, now=now)
            finish_case(case=case, ver=case.ver, by=by, now=now)
