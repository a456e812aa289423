from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from tinhso.kernel.people.models.agency import Agency


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def on(self, day: date) -> "CompetenceQuerySet":
        return self.filter(valid__contains=day)


class Competence(models.Model):
    """Which agency settles a field (`field` is the code of a lĩnh vực) at a level, in `[valid_from, valid_to)`.

    At the district and commune level the committee of the place is competent: then `agency` is empty.
    """

    field = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Agency.Level)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="competences"
    )
    valid = DateRangeField()
    source = models.CharField(max_length=300)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="people_one_competence_a_day",
                expressions=[
                    ("field", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.level}"
