from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tinhso.security.models.security_finding import FindingDecision, SecurityFinding


class FindingYearQuerySet(models.QuerySet["FindingYear"]):
    def counted(self) -> Self:
        """Of machines of the register, without what was held for a false alarm when the year ended."""
        alarm = FindingDecision.objects.filter(
            Q(settled_at__isnull=True) | Q(settled_at__year__gt=OuterRef("year")),
            finding=OuterRef("finding"),
            kind=FindingDecision.Kind.FALSE_POSITIVE,
            at__year__lte=OuterRef("year"),
        )
        return self.filter(~Exists(alarm), finding__machine__isnull=False)


class FindingYear(models.Model):
    """That a finding was seen in a year: when first, when last, in which months. Written once and only ever widened: what was seen stays seen, whatever becomes of the finding.

    Of years before this table the upgrade wrote what was still there. `unclear_months`: it was open then, and nothing says whether it was seen.
    """

    finding = models.ForeignKey(
        SecurityFinding, on_delete=models.PROTECT, db_index=False, related_name="years"
    )
    year = models.PositiveSmallIntegerField()
    first_seen = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)
    months = ArrayField(models.PositiveSmallIntegerField(), default=list)
    unclear_months = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=[])

    objects = FindingYearQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "year"], name="security_finding_year_once"),
            models.CheckConstraint(
                condition=Q(first_seen__isnull=True, last_seen__isnull=True, months=[])
                & ~Q(unclear_months=[])
                | Q(first_seen__isnull=False, last_seen__gte=F("first_seen")) & ~Q(months=[]),
                name="security_finding_year_says_when",
            ),
        ]
        indexes = [models.Index(fields=["year", "finding"], name="security_finding_year")]

    def __str__(self) -> str:
        return f"{self.finding_id}, {self.year}"
