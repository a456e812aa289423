from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.onestop.models.catalogue.procedure import Procedure


class SoftwareFieldQuerySet(models.QuerySet["SoftwareField"]):
    def on(self, day: date) -> Self:
        """Those that hold on that day, in the order of the software's screen."""
        found = self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
        return found.order_by("line", "pk")


class SoftwareField(models.Model):
    """A box of a ministry's software (phần mềm ngành) and what of a dossier goes into it; dated data of the pack.

    `path` is the id of a question, `question.part`, or a fact of the dossier itself (`copy_lines.FACTS`).
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="software_fields")
    software = models.CharField(max_length=200)
    line = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    path = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = SoftwareFieldQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "line", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "line", "valid_from"], name="onestop_software_field_once"
            ),
            models.CheckConstraint(
                name="onestop_software_field_days",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.line}"
