from django.db import models

from tinhso.security.models.intelligence_source import IntelligenceLoad


class WeaknessIntelligence(models.Model):
    """What lists say of a CVE whatever machine has it: exploited since when (KEV of CISA), and the chance of it (EPSS of FIRST)."""

    cve = models.CharField(max_length=20, unique=True)
    exploited_since = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True)
    ransomware = models.BooleanField(default=False)
    exploited_load = models.ForeignKey(
        IntelligenceLoad, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    epss = models.FloatField(null=True, blank=True)
    percentile = models.FloatField(null=True, blank=True)
    scored_on = models.DateField(null=True, blank=True)
    scored_load = models.ForeignKey(
        IntelligenceLoad, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(epss=None) | models.Q(epss__gte=0, epss__lte=1), name="security_epss_share"
            ),
        ]

    def __str__(self) -> str:
        return self.cve
