from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from tinhso.casework.public import Conflict
from tinhso.indicators.models.assessments.assessment_round import AssessmentRound
from tinhso.indicators.models.assessments.criteria_set import CriteriaSet
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit


class GoodModelChanged(Conflict):
    """Somebody else moved this entry in the meantime."""


class GoodModelQuerySet(models.QuerySet["GoodModel"]):
    def visible_to(self, actor: Actor) -> Self:
        """Confirmed ones everybody; one's own agency's; handed in ones also whoever confirms."""
        seen = Q(state=GoodModel.State.CONFIRMED)
        if actor.agency_id is not None:
            seen |= Q(agency=actor.agency_id)
            rounds = AssessmentRound.objects.filter(criteria__subject=CriteriaSet.Subject.COMMUNE)
            if rounds.filter(verifier=actor.agency_id).exists():
                seen |= Q(state=GoodModel.State.SUBMITTED)
        return self.filter(seen)

    def confirmed(self) -> Self:
        return self.filter(state=GoodModel.State.CONFIRMED)


class GoodModel(models.Model):
    """Something that works well at a district, commune or department (mô hình hay) and may be copied elsewhere.

    Its agency enters it, the department that follows digital transformation confirms it; then everybody sees it.
    `doer` is who does it, `spot` where inside `place`; `evidence` numbers and addresses of papers. `cost` is what it took so far in đồng (None: not
    said), `paid_by` out of what.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        SUBMITTED = "submitted", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    doer = models.CharField(max_length=300)
    what = models.TextField()
    result = models.TextField()
    spot = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    evidence = models.TextField(blank=True)
    cost = models.DecimalField(max_digits=15, decimal_places=0, null=True, blank=True)
    paid_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    ver = models.PositiveIntegerField(default=1)
    returned = models.TextField(blank=True)  # why it was given back, until it is handed in again
    entered_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    objects = GoodModelQuerySet.as_manager()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_at__isnull=False)
                | ~Q(state="confirmed") & Q(confirmed_at__isnull=True),
                name="indicators_confirmed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="indicators_model_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"GoodModel {self.pk}"

    def move(self, *, ver: int, state: "GoodModel.State", **changes: Any) -> None:
        """Compare-and-set on (id, ver, state); GoodModelChanged if somebody was faster."""
        values: dict[str, Any] = {"state": state, **changes}
        same = GoodModel.objects.filter(pk=self.pk, ver=ver, state=self.state)
        if not same.update(ver=F("ver") + 1, **values):
            raise GoodModelChanged(self.pk)
        self.ver = ver + 1
        for name, value in values.items():
            setattr(self, name, value)
