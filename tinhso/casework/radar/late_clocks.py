"""Clocks that waited, began again or got a later end after the due moment: each deed once, by whom and at which agency.

What was asked after the due moment stops no time, or did in 0.1.0 (docs/lateness.md); what ended after the moment that was
appointed first moved the lawful one beyond it. Documents and complaints whose next step has a time of its own are judged by that one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import (
    BigIntegerField,
    Count,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import Case as Choice
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import Case, Clock, ClockPause
from tinhso.kernel.events.public import EventRow

ASKS = ("casework.SupplementRequested", "casework.CasePaused")
SETTLE = Clock.Name.SETTLE
COLUMNS = ("moment", "of_case", "of_agency", "of_officer", "what", "passed")
GROUPS = ("of_kind", "of_agency", "of_officer", "what")


class What(models.TextChoices):
    """What was done; `passed` is the due moment that lay before it."""

    RESTARTED = (
        "restarted",
        _("Yêu cầu bổ sung, tạm dừng sau giờ hẹn; đồng hồ đã dừng, tính lại theo cách cũ"),
    )
    WAITED = "waited", _("Yêu cầu bổ sung, tạm dừng sau giờ hẹn; thời gian vẫn tính, việc vẫn quá hạn")
    MOVED = "moved", _("Chờ bổ sung, tạm dừng từ trước giờ hẹn, xong sau giờ hẹn đầu tiên; giờ hẹn dời theo")
    REAPPOINTED = "reappointed", _("Xin lỗi và hẹn lại sau giờ hẹn đầu tiên")
    RECOMPUTED = "recomputed", _("Tính lại thời hạn sau giờ hẹn đầu tiên")


@dataclass(frozen=True)
class Number:
    """How many of one kind of case at one agency by one officer; None where nobody is known to have done it."""

    kind: str
    agency_id: int
    officer_id: int | None
    what: What
    n: int


@dataclass(frozen=True)
class LateDeed:
    moment: datetime
    case_id: int
    agency_id: int
    officer_id: int | None
    what: What
    passed: datetime


def late_deeds(cases: "QuerySet[Case]", first: datetime, last: datetime, only: Q) -> "QuerySet[Any, Any]":
    """Those of these cases in `[first, last)`, the newest first, as `COLUMNS`; `only` is of these columns. One query."""
    parts = [part.filter(only).values_list(*COLUMNS) for part in _parts(cases, first, last)]
    return parts[0].union(*parts[1:], all=True).order_by("-moment", "-of_case", "what")


def numbers(cases: "QuerySet[Case]", first: datetime, last: datetime) -> list[Number]:
    """How many of them each officer of each agency did. One query."""
    parts = [
        part.order_by().values_list(*GROUPS).annotate(n=Count("*")) for part in _parts(cases, first, last)
    ]
    rows = parts[0].union(*parts[1:], all=True)
    return [Number(kind, agency, officer, What(what), n) for kind, agency, officer, what, n in rows]


def _parts(cases: "QuerySet[Case]", first: datetime, last: datetime) -> list["QuerySet[Any, Any]"]:
    """Waits, new dates and other limits, each with the same columns."""
    case_ids = cases.values("pk")
    found = (_waits(case_ids), _reappointed(case_ids), _recomputed(case_ids, first, last))
    return [part.filter(moment__gte=first, moment__lt=last) for part in found]


def _waits(case_ids: "QuerySet[Case, Any]") -> "QuerySet[Any, Any]":
    rows = ClockPause.objects.filter(clock__name=SETTLE, clock__case__in=case_ids)
    rows = rows.annotate(stood=Coalesce("due_at", "clock__first_due_at"))
    late = Q(started_at__gt=F("stood"))
    past = Q(counts=True, ended_at__gt=F("clock__first_due_at"))
    return rows.filter(late | past).annotate(
        moment=Choice(When(late, then="started_at"), default="ended_at"),
        of_case=F("clock__case"),
        of_kind=F("clock__case__kind"),
        of_agency=F("clock__case__agency"),
        of_officer=_deed_by(ASKS, "clock__case", "started_at", "clock__case__officer"),
        what=Choice(
            When(late, counts=True, then=Value(What.RESTARTED)),
            When(late, then=Value(What.WAITED)),
            default=Value(What.MOVED),
        ),
        passed=Choice(When(late, then="stood"), default="clock__first_due_at"),
    )


def _reappointed(case_ids: "QuerySet[Case, Any]") -> "QuerySet[Any, Any]":
    rows = Clock.objects.filter(name=SETTLE, case__in=case_ids, reappointed_at__gt=F("first_due_at"))
    return rows.annotate(
        moment=F("reappointed_at"),
        of_case=F("case"),
        of_kind=F("case__kind"),
        of_agency=F("case__agency"),
        of_officer=_deed_by(("casework.CaseReappointed",), "case", "reappointed_at", "case__officer"),
        what=Value(What.REAPPOINTED),
        passed=F("first_due_at"),
    )


def _recomputed(case_ids: "QuerySet[Case, Any]", first: datetime, last: datetime) -> "QuerySet[Any, Any]":
    """From the log alone: another limit and another calendar leave no column."""
    rows = EventRow.objects.filter(name="casework.DueRecomputed", at__gte=first, at__lt=last)
    clock = Clock.objects.filter(case=OuterRef("case_id"), name=SETTLE)
    of_case = Case.objects.filter(pk=OuterRef("case_id"))
    due = Cast(KT("payload__new_due_at"), DateTimeField())
    rows = rows.filter(payload__clock=SETTLE, case_id__in=case_ids).annotate(
        passed=Subquery(clock.values("first_due_at")[:1]), due=due
    )
    return rows.filter(at__gt=F("passed"), due__gt=F("passed")).annotate(
        moment=F("at"),
        of_case=F("case_id"),
        of_kind=Subquery(of_case.values("kind")[:1]),
        of_agency=Subquery(of_case.values("agency")[:1]),
        of_officer=F("actor_id"),
        what=Value(What.RECOMPUTED),
    )


def _deed_by(names: Sequence[str], case: str, at: str, officer: str) -> Coalesce:
    """Who did it, by the log; else the officer of the case, as where it came over from a former system."""
    deeds = EventRow.objects.filter(name__in=names, case_id=OuterRef(case), at=OuterRef(at))
    return Coalesce(Subquery(deeds.values("actor_id")[:1]), F(officer), output_field=BigIntegerField())
