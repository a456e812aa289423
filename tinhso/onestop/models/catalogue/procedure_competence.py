from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models


class ProcedureCompetence(models.Model):
    """At which level a procedure is settled in `[valid_from, valid_to)`, and at which others it is offered too.

    Guessed by readable rules for the imported list, then mended by hand; `source` says which.
    """

    class Level(models.TextChoices):
        COMMUNE = "commune", "Cấp xã"
        DISTRICT = "district", "Cấp huyện"
        PROVINCE = "province", "Cấp tỉnh"
        VERTICAL = "vertical", "Cơ quan ngành dọc"
        CENTRAL = "central", "Cấp bộ (trung ương)"
        ELSEWHERE = "elsewhere", "Của tỉnh khác"

    procedure = models.ForeignKey("onestop.Procedure", on_delete=models.PROTECT, related_name="competences")
    competence = models.CharField(max_length=10, choices=Level)
    also_at = ArrayField(models.CharField(max_length=10, choices=Level), default=list, blank=True)
    valid = DateRangeField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="onestop_one_competence_a_day",
                expressions=[("procedure", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.competence}"

    @property
    def also_at_words(self) -> list[str]:
        return [str(self.Level(level).label) for level in self.also_at]
