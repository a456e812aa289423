from django.conf import settings
from django.db import models

from tinhso.onestop.models.catalogue.procedure_version import ProcedureVersion


class DossierMigration(models.Model):
    """An order to bring open dossiers of a procedure onto `target`: the step map, the reason, how far it came.

    `steps`: old step key -> new, "" where its dossiers stay. `submitted` takes in what was handed in already, not drafts alone. `after` is the
    last dossier that was looked at; whoever takes the work up again goes on behind it. The reason stands here, not
    in events.
    """

    target = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="migrations")
    steps = models.JSONField(default=dict)
    submitted = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    after = models.BigIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    with_questions = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="onestop_migration_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.made_at:%d/%m/%Y}"
