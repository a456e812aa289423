from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import OuterRef, Subquery

from tinhso.onestop.models.catalogue.procedure_competence import ProcedureCompetence
from tinhso.onestop.models.catalogue.procedure_field import ProcedureField


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def on(self, day: date) -> "ProcedureQuerySet":
        """The procedures that exist on that day, each with the `competence` and further levels of that day."""
        dated = ProcedureCompetence.objects.filter(procedure=OuterRef("pk"), valid__contains=day)
        return self.filter(valid__contains=day).annotate(
            competence=Subquery(dated.values("competence")[:1]), also_at=Subquery(dated.values("also_at")[:1])
        )


class Procedure(models.Model):
    """A kind of request to the administration (thủ tục hành chính) with its public code.

    `code_known` is False for a procedure written by hand whose national code nobody has verified: the screen then
    says "mã chưa xác minh" instead of the code, which is only our own word for the address.
    """

    code = models.CharField(max_length=40, unique=True)
    code_known = models.BooleanField(default=True)
    name = models.CharField(max_length=1200)
    field = models.ForeignKey(ProcedureField, on_delete=models.PROTECT, related_name="procedures")
    keywords = models.CharField(max_length=2000, blank=True)
    content_digest = models.CharField(max_length=64)  # of the data it was loaded from
    sort_key = models.TextField(db_collation="C")
    valid = DateRangeField()
    source = models.CharField(max_length=300)

    competence: str | None  # annotated by `on`: the level of that day
    also_at: list[str] | None  # annotated by `on`: the further levels of that day

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="onestop_procedure_order"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level_words(self) -> str:
        """The levels of the day by which the row was read, in words."""
        return ", ".join(str(ProcedureCompetence.Level(level).label) for level in self.levels)

    @property
    def levels(self) -> list[str]:
        """Every level of the day by which the row was read, the one that settles first."""
        level = getattr(self, "competence", None)
        return [level, *(self.also_at or [])] if level else []
