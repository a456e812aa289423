from django.db import models

from tinhso.kernel.people.public import Agency, User


class HarvestSource(models.Model):
    """A catalogue elsewhere from which datasets are taken over (nguồn thu thập), now and then again.

    `last_report` counts what the last run found, made, changed and missed; `message` tells why it failed.
    """

    class Kind(models.TextChoices):
        CKAN = "ckan", "CKAN"
        DCAT = "dcat", "DCAT (Turtle, RDF/XML, JSON-LD)"
        DATA_JSON = "datajson", "DCAT-US (data.json)"
        CSW = "csw", "CSW 2.0.2 (ISO 19139)"
        FILES = "files", "Danh sách tệp"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    url = models.URLField(max_length=2000)
    theme = models.CharField(max_length=40)
    days = models.PositiveSmallIntegerField(default=7)
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True, blank=True)
    last_report = models.JSONField(default=dict, blank=True)
    message = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "url"], name="opendata_source_once"),
            models.CheckConstraint(name="opendata_source_days", condition=models.Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title
