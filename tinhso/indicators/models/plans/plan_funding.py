from decimal import Decimal

from django.db import models
from django.db.models import Q

from tinhso.indicators.models.plans.plan import Plan
from tinhso.indicators.models.registers.revised import Revised


class PlanFunding(Revised):
    """The money of a plan from one source in one year, in đồng: allocated by a decision, spent up to a day.

    `spent` None: nothing was told yet.
    """

    class Source(models.TextChoices):
        CENTRAL = "central", "Ngân sách trung ương"
        PROVINCE = "province", "Ngân sách tỉnh"
        LOWER = "lower", "Ngân sách huyện, xã"
        OTHER = "other", "Doanh nghiệp, nguồn khác"

    KEY = ("plan", "year", "source")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="funding")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=Source)
    allocated = models.DecimalField(max_digits=15, decimal_places=0)
    spent = models.DecimalField(max_digits=15, decimal_places=0, null=True, blank=True)
    spent_until = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=300)

    class Meta:
        ordering = ["-year", "source", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year", "source", "revision"], name="indicators_one_funding_a_year"
            ),
            models.CheckConstraint(
                condition=Q(source__in=["central", "province", "lower", "other"]),
                name="indicators_funding_source_known",
            ),
            models.CheckConstraint(
                condition=Q(allocated__gte=0) & (Q(spent__isnull=True) | Q(spent__gte=0)),
                name="indicators_funding_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(spent__isnull=True, spent_until__isnull=True)
                | Q(spent__isnull=False, spent_until__isnull=False),
                name="indicators_spent_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.year} {self.source}"

    @property
    def share(self) -> Decimal | None:
        """Spent of what was allocated, in percent."""
        return self.spent * 100 / self.allocated if self.spent is not None and self.allocated else None
