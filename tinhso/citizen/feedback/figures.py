"""What is counted of feedback: by class, in time or late for any of its legal times, and the senders' opinion."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from tinhso.casework.public import only_followed
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock


def received() -> "QuerySet[Feedback]":
    """All that were handed in and not taken back; what became a complaint is counted nowhere here.

    `found` is the class that the office found, or while it has not looked the sender's own.
    """
    rows = Feedback.objects.filter(case__kind="feedback", case__submitted_at__isnull=False)
    found = Coalesce(NullIf(F("kind"), Value("")), F("wished"))
    return rows.exclude(case__state="withdrawn").annotate(found=found)


def timed_feedback() -> "QuerySet[Feedback]":
    """Those that were refused or answered; `verdict` is late where any of the legal times was missed so far."""
    verdict = Choice(
        When(late_for="", then=Value("on_time")), default=Value("late"), output_field=CharField()
    )
    return received().filter(case__settled_at__isnull=False).annotate(verdict=verdict)


def opinions() -> "QuerySet[Feedback]":
    """The same, each once: repeated by its sender, rated 1 or 2, late, or none of these ("good")."""
    opinion = Choice(
        When(~Q(repeats=""), then=Value("repeated")),
        When(case__rating__lte=2, then=Value("dissatisfied")),
        When(~Q(late_for=""), then=Value("late")),
        default=Value("good"),
        output_field=CharField(),
    )
    return timed_feedback().annotate(opinion=opinion)


def seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Auditors follow a figure to every row, leaders to those of their agencies, others to those of their own."""
    return only_followed(rows, "case", actor, clock.today())
