"""Rows behind 1.1 and 1.2 of the index QĐ 766: procedures in decisions of publication, in time or late."""

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import ExtractMonth, ExtractQuarter, ExtractYear, Floor, RowNumber

from tinhso.onestop.index_766.measured_rows import SPANS
from tinhso.onestop.models import PublishedProcedure


def _standing() -> "QuerySet[PublishedProcedure]":
    return PublishedProcedure.objects.filter(publication__revoked_at__isnull=True)


def decided() -> "QuerySet[PublishedProcedure]":
    """Of each procedure one decision in a month; `verdict`: late where any of them there was late, else on_time.

    `first` is the longest span (year, half, quarter, month) in which the row stands for its procedure: a late one comes
    before those in time, so one late decision makes the procedure late in each span around it.
    """
    late = Q(publication__issued_on__gt=F("publication__latest_on"))
    rows = _standing().annotate(
        verdict=Case(When(late, then=Value("late")), default=Value("on_time"), output_field=CharField())
    )
    chosen = [When(pk__in=_standing_for(rows, span), then=Value(span)) for span in SPANS]
    return rows.filter(pk__in=_standing_for(rows, SPANS[-1])).annotate(
        first=Case(*chosen, output_field=CharField())
    )


def _standing_for(rows: "QuerySet[PublishedProcedure]", span: str) -> Any:
    """A window, so that the one is found before anything narrows the rows."""
    day = "publication__issued_on"
    parts: dict[str, list[Any]] = {
        "year": [],
        "half": [Floor((ExtractQuarter(day) - 1) / Value(2.0))],
        "quarter": [ExtractQuarter(day)],
        "month": [ExtractMonth(day)],
    }
    ranked = rows.annotate(
        rank_in_span=Window(
            RowNumber(),
            partition_by=[F("procedure"), ExtractYear(day), *parts[span]],
            order_by=[F("verdict"), F(day), F("pk")],  # "late" stands before "on_time"
        )
    )
    return ranked.filter(rank_in_span=1).values("pk")


def made_public() -> "QuerySet[PublishedProcedure]":
    """Each procedure of a decision, on the day it was shown where that was in time, else on the day it was due.

    `verdict`: on_time; late is whatever was not shown until then. Days to come are in no period that is read today.
    """
    in_time = Q(public_on__lte=F("due_on"))
    return _standing().annotate(
        counts_on=Case(When(in_time, then=F("public_on")), default=F("due_on")),
        verdict=Case(When(in_time, then=Value("on_time")), default=Value("late"), output_field=CharField()),
    )
