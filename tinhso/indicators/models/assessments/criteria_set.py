from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    def on(self, day: date) -> "CriteriaSetQuerySet":
        """The sets in force on that day."""
        return self.filter(valid__contains=day)


class CriteriaSet(models.Model):
    """A published set of criteria (bộ tiêu chí) in one version. Never changed: another text is another version.

    `subject` says who is measured by it. `points` is what a whole score is; None where the source gives none.
    `checked` is False while the source's own text has not been seen.
    """

    class Subject(models.TextChoices):
        PROVINCE = "province", "Tỉnh"
        AGENCY = "agency", "Sở, ban, ngành, huyện"
        COMMUNE = "commune", "Xã, phường, thị trấn"
        ENTERPRISE = "enterprise", "Doanh nghiệp"
        SERVICE = "service", "Phục vụ người dân, doanh nghiệp"

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    subject = models.CharField(max_length=10, choices=Subject)
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    checked = models.BooleanField(default=False)
    valid = DateRangeField()
    digest = models.CharField(max_length=64)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="indicators_criteria_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
