from datetime import date, timedelta

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from tinhso.kernel.people.public import Agency


class Plan(models.Model):
    """A plan, programme, project or policy (kế hoạch, chương trình, đề án, chính sách) with the theme of its year (chủ đề năm).

    `number` starts again every year, `address` is its own. `owner` is the agency that follows it and confirms its
    tasks; None where nobody does here. `document_url` is the page of the issued document that it was entered from, for
    officers who may read it. `synthetic` marks what the demo invented.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "Kế hoạch"
        PROGRAMME = "programme", "Chương trình"
        PROJECT = "project", "Đề án, dự án"
        POLICY = "policy", "Chính sách"

    number = models.CharField(max_length=60)
    address = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PLAN)
    legal_basis = models.CharField(max_length=300)
    theme = models.CharField(max_length=300, blank=True)  # chủ đề của năm
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid = DateRangeField()
    document_url = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-valid", "number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["plan", "programme", "project", "policy"]),
                name="indicators_plan_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None without an end."""
        return self.valid.upper - timedelta(days=1) if self.valid.upper else None
