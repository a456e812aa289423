from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from tinhso.casework.public import Conflict
from tinhso.indicators.models.assessments.assessment_round import AssessmentRound
from tinhso.indicators.models.assessments.firm import Firm
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Person


class AssessmentChanged(Conflict):
    """Somebody else moved this assessment in the meantime."""


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own agency's or firm's; the verifying agency sees what was handed in, not the drafts of others."""
        seen = Q(pk__isnull=True)
        if actor.person_id is not None:
            seen |= Q(person=actor.person_id)
        if actor.agency_id is not None:
            handed_in = Q(round__verifier=actor.agency_id) & ~Q(state=Assessment.State.DRAFT)
            seen |= Q(agency=actor.agency_id) | handed_in
        return self.filter(seen)

    def whole(self) -> Self:
        return self.select_related("round__criteria", "round__verifier", "agency", "firm")


class Assessment(models.Model):
    """How one agency, commune or firm stands in a round: its own scores, and beside them those of the verifying agency.

    A firm is assessed by the account of `person`, who says to act for it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang tự đánh giá"
        SUBMITTED = "submitted", "Chờ thẩm định"
        VERIFIED = "verified", "Đã thẩm định"

    round = models.ForeignKey(AssessmentRound, on_delete=models.PROTECT, related_name="assessments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    ver = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="indicators_one_assessment_an_agency"),
            models.UniqueConstraint(fields=["round", "firm"], name="indicators_one_assessment_a_firm"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, firm__isnull=True, person__isnull=True)
                | Q(agency__isnull=True, firm__isnull=False, person__isnull=False),
                name="indicators_assessed_agency_or_firm",
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment {self.pk}"

    @property
    def subject(self) -> Agency | Firm:
        """Who is assessed; both have a `name`."""
        found = self.agency or self.firm
        assert found is not None
        return found

    def move(self, *, ver: int, state: "Assessment.State", **moments: datetime) -> None:
        """Compare-and-set on (id, ver, state); AssessmentChanged if somebody was faster."""
        changes: dict[str, Any] = {"state": state, **moments}
        same = Assessment.objects.filter(pk=self.pk, ver=ver, state=self.state)
        if not same.update(ver=F("ver") + 1, **changes):
            raise AssessmentChanged(self.pk)
        self.ver = ver + 1
        for name, value in changes.items():
            setattr(self, name, value)

    def is_open(self, day: date) -> bool:
        """May its own agency still score?"""
        return self.state == self.State.DRAFT and not self.round.closed_on(day)
