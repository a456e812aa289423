from datetime import date, datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Q, Window
from django.db.models.functions import Rank

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.lib.dates import local
from tinhso.security.models.duty import SecurityDuty


class OfAgencyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the actor's agency, for its security officer; all for a coordinator of the specialised unit of that day."""
        if not actor.is_officer:
            return self.none()
        seen = Q(pk__in=[])
        if actor.holds(SecurityOfficer):
            seen |= Q(agency_id=actor.agency_id)
        if actor.holds(SecurityCoordinator):
            seen |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(seen)


class Machine(models.Model):
    """A machine while it stands at one agency: one that moves is another row there, so that a finding of March belongs to
    the agency of March. `keys` are what tells it apart there: hardware addresses, serial numbers, numbers of its agent, or its
    name where nothing surer is known; `key` is the first of them. Of name, serial number, software and kind the line that begins
    last is right, `words_from` says since when. Who uses it is nowhere written.
    """

    class Kind(models.TextChoices):
        SERVER = "server", "Máy chủ"
        WORKSTATION = "workstation", "Máy trạm"
        NETWORK = "network", "Thiết bị mạng"
        OTHER = "other", "Khác"

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="machines")
    key = models.CharField(max_length=120)
    keys = ArrayField(models.CharField(max_length=120))
    name = models.CharField(max_length=100, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    software = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    valid = DateRangeField()
    words_from = models.JSONField(default=dict)
    folded = models.CharField(max_length=300)

    objects = OfAgencyQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="security_machine_once_a_day",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["server", "workstation", "network", "other"]),
                name="security_machine_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class MachineAddressQuerySet(OfAgencyQuerySet):
    def latest_at(self, moment: datetime) -> Self:
        """Of each agency and address the claims that began last among those that cover the moment. Claims of several machines
        that began together all come: nobody can say whose it was. Begun with the address, this is the last of the filters.
        """
        rank = Window(
            Rank(),
            partition_by=[F("agency_id"), F("kind"), F("value")],
            order_by=F("valid__startswith").desc(),
        )
        day = local(moment).date()
        rows = self.filter(valid__contains=moment, machine__valid__contains=day)
        return rows.annotate(from_the_latest=rank).filter(from_the_latest=1)


class MachineAddress(models.Model):
    """That a list says a machine had an address in `[from, to)`, as it says it. Whose it was is judged when it is asked: the
    claim that began last counts, and none beyond the end of its machine. So the order in which lists are read is of no matter.
    """

    class Kind(models.TextChoices):
        IP = "ip", "Địa chỉ IP"
        MAC = "mac", "Địa chỉ MAC"

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="addresses")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    value = models.CharField(max_length=45)
    valid = DateTimeRangeField()
    machine_list = models.ForeignKey("security.MachineList", on_delete=models.PROTECT, related_name="+")

    objects = MachineAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "kind", "value", "valid"], name="security_address_claimed_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=["ip", "mac"]), name="security_address_kind_known"),
        ]
        indexes = [models.Index(fields=["value", "kind"], name="security_address_value")]

    def __str__(self) -> str:
        return self.value


class MachineList(models.Model):
    """A list of machines that was read: of which form, how many lines became machines and addresses, which did not and why."""

    class Form(models.TextChoices):
        INVENTORY = "inventory", "Danh sách kiểm kê máy"
        DHCP = "dhcp", "Danh sách cấp địa chỉ (DHCP)"
        AGENTS = "agents", "Danh sách phần mềm giám sát (agent)"

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="machine_lists")
    form = models.CharField(max_length=12, choices=Form)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    machines = models.PositiveIntegerField()
    addresses = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    faults_count = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = OfAgencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form__in=["inventory", "dhcp", "agents"]), name="security_list_form_known"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
