"""Đang quá hạn: past its due moment and not ended. One definition for the radar, for figures and for every list."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from tinhso.kernel.site.slots import CaseKind, all_of

OPEN = Q(settled_at__isnull=True, finished_at__isnull=True)
"""Neither with a result nor closed otherwise, as by a withdrawal."""


def overdue_at(now: datetime) -> Q:
    """Cases that are open past their due moment; a result that only waits to be confirmed is there already."""
    confirming = Q(pk__in=[])
    for kind in all_of(CaseKind):
        if kind.confirmed_at:
            confirming |= Q(kind=kind.code, step=kind.confirmed_at)
    return OPEN & Q(due_at__lt=now) & ~confirming


def went_past_due(rows: "QuerySet[Any]", *, case: str = "", ready: Any = None) -> "QuerySet[Any]":
    """Those that are or were overdue: from their due moment until `ended_at`, which is NULL while they are.

    `case` leads from a row to its case ("case__"). `ready` is the moment at which a result came that only waits to be
    confirmed (`CaseKind.confirmed_at`).
    """
    ends = [f"{case}settled_at", f"{case}finished_at", *([ready] if ready is not None else [])]
    due: QuerySet[Any] = rows.filter(**{f"{case}due_at__isnull": False}).annotate(ended_at=Coalesce(*ends))
    return due.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=F(f"{case}due_at")))
