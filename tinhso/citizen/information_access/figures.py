"""What is counted of requests for information: received, answered in time, refused on which ground, published."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Q, QuerySet, Value, When

from tinhso.casework.public import Case, only_followed
from tinhso.citizen.information_access.route import KIND
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock

IN_TIME = [Case.Timeliness.EARLY, Case.Timeliness.ON_TIME]


def received_requests() -> "QuerySet[InformationRequest]":
    """All that were handed in and not taken back."""
    rows = InformationRequest.objects.filter(case__kind=KIND, case__submitted_at__isnull=False)
    return rows.exclude(case__state="withdrawn")


def ended_requests() -> "QuerySet[InformationRequest]":
    """Answered or refused; `verdict` by the days of the law, `result` wholly, partly or refused."""
    verdict = Choice(
        When(case__timeliness__in=IN_TIME, then=Value("on_time")),
        default=Value("late"),
        output_field=CharField(),
    )
    result = Choice(
        When(case__outcome="answered", ground="", then=Value("whole")),
        When(case__outcome="answered", then=Value("part")),
        default=Value("refused"),
        output_field=CharField(),
    )
    rows = received_requests().filter(case__settled_at__isnull=False)
    return rows.annotate(verdict=verdict, result=result)


def refused_requests() -> "QuerySet[InformationRequest]":
    """The same of which all or a part was refused, each with its ground; one that was never completed has none and is left out."""
    return ended_requests().filter(~Q(ground=""))


def published_answers() -> "QuerySet[InformationRequest]":
    return received_requests().filter(published_at__isnull=False)


def seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Auditors follow a figure to every row, leaders to those of their agencies, others to those of their own."""
    return only_followed(rows, "case", actor, clock.today())
