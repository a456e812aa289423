from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty


class InformationSystemQuerySet(models.QuerySet["InformationSystem"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those that the actor's agency owns or operates, for its security officer and its head; all of them for a
        coordinator whose agency is the specialised unit of that day."""
        if not actor.is_officer:
            return self.none()
        agency = actor.agency_id
        seen = Q(pk__in=[])
        if actor.holds(SecurityOfficer) or actor.holds(Head):
            seen |= Q(owner_id=agency) | Q(operator_id=agency)
        if actor.holds(SecurityCoordinator):
            seen |= Q(Exists(SecurityDuty.objects.specialised(agency, on)))
        return self.filter(seen)

    def used_on(self, day: date) -> Self:
        """Those in use on that day: what an inventory of the day counts."""
        return self.filter(starts__lte=day).filter(Q(retired_on=None) | Q(retired_on__gt=day))

    def of_agency(self, agency_id: int) -> Self:
        """Those that count at this agency: of its operator, of its owner where an enterprise runs one."""
        return self.filter(Q(operator_id=agency_id) | Q(operator_id=None, owner_id=agency_id))


class InformationSystem(models.Model):
    """An information system of the province, of level 1 to 3: what it is for, who owns and runs it, what lies in it.

    `level` follows from `criteria` by the rules of the day on which they were chosen (`rules`). The code is drawn from the
    client's key: it tells nobody how many others there are.
    """

    code = models.CharField(max_length=16, unique=True)
    client_key = models.UUIDField(unique=True)
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=1000)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="owned_systems")
    operator = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="operated_systems"
    )
    operator_name = models.CharField(max_length=200, blank=True)
    data_kinds = models.CharField(max_length=1000)
    users = models.CharField(max_length=500)
    people_count = models.PositiveIntegerField()
    criteria = ArrayField(models.CharField(max_length=40))
    level = models.PositiveSmallIntegerField()
    rules = models.CharField(max_length=20)
    starts = models.DateField()
    retired_on = models.DateField(null=True, blank=True)
    retire_reason = models.CharField(max_length=500, blank=True)
    folded = models.CharField(max_length=700)
    ver = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = InformationSystemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="security_level_one_to_three"),
            models.CheckConstraint(condition=~Q(criteria=[]), name="security_level_has_criteria"),
            models.CheckConstraint(
                condition=Q(operator=None) & ~Q(operator_name="") | Q(operator_name="") & ~Q(operator=None),
                name="security_one_operator",
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None, retire_reason="")
                | Q(retired_on__gte=models.F("starts")) & ~Q(retire_reason=""),
                name="security_retired_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def operated_by(self) -> str:
        return self.operator.name if self.operator else self.operator_name


class SystemConnection(models.Model):
    """That a system exchanges data with another, whatever program or agency that is; numbered within the system."""

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="connections")
    number = models.PositiveSmallIntegerField()
    partner_name = models.CharField(max_length=200)
    data_passed = models.CharField(max_length=500)
    protected_by = models.CharField(max_length=300, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "number"], name="security_connection_numbered_once"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="security_connection_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return self.partner_name
