from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from tinhso.casework.public import Case, Participant
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.security.models.information_system import InformationSystem
from tinhso.security.models.protection import LevelApproval


class LevelDossierQuerySet(models.QuerySet["LevelDossier"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the systems that the actor sees, and those that wait or waited for the actor."""
        systems = InformationSystem.objects.visible_to(actor, on=on)
        return self.filter(Q(system__in=systems) | Q(case__in=Case.objects.visible_to(actor)))

    def with_deadline(self) -> Self:
        """`waits_until`: when whoever it waits for has to have done their part; None where it waits for nobody."""
        open_turns = Participant.objects.filter(case=OuterRef("case_id"), open=True).order_by("due_at")
        return self.annotate(waits_until=Subquery(open_turns.values("due_at")[:1]))


class LevelDossier(models.Model):
    """Hồ sơ đề xuất cấp độ: the details of a case. Its parts are the register as it stood when the dossier was sent, and do not
    change with it afterwards; `system_ver` says which state of the register that was."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="level_dossier"
    )
    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="dossiers")
    system_ver = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()
    rules = models.CharField(max_length=20)
    parts = models.JSONField()
    finding = models.CharField(max_length=2000, blank=True)
    approval = models.OneToOneField(
        LevelApproval, on_delete=models.PROTECT, null=True, blank=True, related_name="dossier"
    )
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    appraised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = LevelDossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="security_dossier_level_known"),
        ]

    def __str__(self) -> str:
        return self.case.code
