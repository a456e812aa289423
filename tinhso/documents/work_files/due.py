"""Files that must soon be handed over to the agency's archive, and those whose term of keeping has ended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, IntegerField, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse

from tinhso.documents.incoming.notices import holders
from tinhso.documents.models import WorkFile
from tinhso.documents.work_files.moving import NOTICE, same_day_after
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.roles import Clerk
from tinhso.lib.dates import local, vn_date

TOPIC = "documents.files"
NOTICE_DAYS = 30  # phụ lục VI, III.5b, where the instance holds no rule of its own


def due_soon(day: date) -> "QuerySet[WorkFile]":
    """Closed files whose last day to be handed over is near or past, those held still left out (phụ lục VI, III.5b)."""
    last = day + timedelta(days=int(rule_or(NOTICE, NOTICE_DAYS, on=day)))
    return WorkFile.objects.filter(state=WorkFile.State.CLOSED, hold_reason="", due_on__lte=last)


def term_ended(day: date) -> "QuerySet[WorkFile]":
    """Archived files whose term of keeping may have ended by that year: to be appraised, never thrown away by themselves."""
    ended = ExtractYear("closed_on", output_field=IntegerField()) + F("keep_years")
    rows = WorkFile.objects.filter(state=WorkFile.State.ARCHIVED, hold_reason="", keep_years__isnull=False)
    return rows.alias(ended=ended).filter(ended__lt=day.year)


def end_of_term(file: WorkFile) -> date | None:
    """The last day of keeping; None for ever, or while the work goes on. The term runs from the end of the work."""
    if file.keep_years is None or file.closed_on is None:
        return None
    return same_day_after(file.closed_on, file.keep_years)


def due_files(by: Actor, day: date) -> int:
    """How many of the files that this officer sees must soon be handed over. One query."""
    visible = WorkFile.objects.visible_to(by, on=day)
    return due_soon(day).filter(pk__in=visible.values("pk")).count()


def remind_holders(now: datetime, *, most: int) -> int:
    """Tell holder and clerks of each file that is near its last day, once for that day; how many files that were."""
    day = local(now).date()
    found = list(due_soon(day).whole().order_by("due_on", "pk")[:most])  # type: ignore[attr-defined]
    for file in found:
        people = {one.pk: one for one in [file.holder, *holders(file.agency_id, Clerk.code, now)]}
        for one in people.values():
            notify(
                to=one,
                topic=TOPIC,
                template="documents.file_due",
                params={"code": file.code, "day": vn_date(file.due_on)},
                now=now,
                key=f"work_file_due:{file.pk}:{file.due_on}:{one.pk}",
                path=reverse("work_file", args=[file.pk]),
            )
    return len(found)


def state_filter(asked: str, day: date) -> "Q | None":
    """The files that the filter of the list asks for; None for all."""
    if asked in WorkFile.State.values:
        return Q(state=asked)
    if asked == "due":
        return Q(pk__in=due_soon(day).values("pk"))
    if asked == "ended":
        return Q(pk__in=term_ended(day).values("pk"))
    if asked == "held":
        return ~Q(hold_reason="")
    return None


def states_offered() -> Iterable[tuple[str, str]]:
    yield from WorkFile.State.choices
    yield ("due", "Đến hạn nộp lưu")
    yield ("held", "Giữ nguyên trạng")
    yield ("ended", "Hết thời hạn bảo quản")
