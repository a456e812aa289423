from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from tinhso.kernel.people.models.agency import Agency
from tinhso.kernel.people.models.decider import Decider


class AuthorisationQuerySet(models.QuerySet["Authorisation"]):
    def on(self, day: date) -> "AuthorisationQuerySet":
        return self.filter(valid__contains=day)


class Authorisation(models.Model):
    """An act by which `giver` lets `receiver` settle a procedure, in `[valid_from, valid_to)`; without a receiver every committee of
    the `level`.

    `form_of` says whose form and seal the paper has: the giver's (TUQ., NĐ 30/2020 Điều 13.3), or the receiver's, whose body
    or head (`who`) then decides in its name. Until the act was read, `checked` is False and pages say so.
    """

    class FormOf(models.TextChoices):
        GIVER = "giver", "thể thức, con dấu của bên giao"
        RECEIVER = "receiver", "thể thức, con dấu của bên nhận"

    giver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="authorisations_given")
    receiver = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="authorisations_received"
    )
    level = models.CharField(max_length=10, choices=Agency.Level, blank=True)
    procedure = models.CharField(max_length=60)
    form_of = models.CharField(max_length=8, choices=FormOf)
    who = models.CharField(max_length=6, choices=Decider.Who)
    valid = DateRangeField()
    act = models.CharField(max_length=300)
    checked = models.BooleanField(default=False)

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="people_one_authorisation_a_day",
                expressions=[
                    (Coalesce("receiver", Value(0)), RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(receiver__isnull=True) ^ Q(level=""),
                name="people_authorisation_of_one_or_a_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.giver_id} → {self.receiver_id}"
