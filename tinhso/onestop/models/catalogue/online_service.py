from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from tinhso.onestop.models.catalogue.procedure import Procedure
from tinhso.onestop.models.catalogue.procedure_competence import ProcedureCompetence


class OnlineServiceQuerySet(models.QuerySet["OnlineService"]):
    def on(self, day: date) -> "OnlineServiceQuerySet":
        """The services offered on that day."""
        return self.filter(valid__contains=day)


class OnlineService(models.Model):
    """A procedure offered online at a level (dịch vụ công trực tuyến): wholly, or partly with its published reason.

    `valid` begins on the day it went online; `national_since` is the day it was integrated into the national
    portal, None while it is not.
    """

    class Kind(models.TextChoices):
        WHOLLY = "wholly", "Toàn trình"
        PARTLY = "partly", "Một phần"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="online_services")
    level = models.CharField(max_length=10)
    kind = models.CharField(max_length=6, choices=Kind)
    reason = models.CharField(max_length=300, blank=True)
    valid = DateRangeField()
    national_since = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    objects = OnlineServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="onestop_one_service_a_level_and_day",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="onestop_partly_online_has_a_reason",
                condition=~models.Q(kind="partly") | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="onestop_service_kind_known", condition=models.Q(kind__in=["wholly", "partly"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.level} {self.kind}"

    @property
    def illustrates(self) -> bool:
        """Whether no source says that it is online: the list was drawn to meet a published total."""
        return self.source.startswith("Minh họa")

    @property
    def level_words(self) -> str:
        return str(ProcedureCompetence.Level(self.level).label)
