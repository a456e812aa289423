from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.security.models.information_system import InformationSystem


class SoftwareBillQuerySet(models.QuerySet["SoftwareBill"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the systems that the officer sees."""
        systems = InformationSystem.objects.visible_to(actor, on=on)
        return self.filter(Exists(systems.filter(pk=OuterRef("system"))))

    def valid(self) -> Self:
        """The last one of each system."""
        return self.filter(replaced_at=None)


class SoftwareBill(models.Model):
    """Bảng kê phần mềm: what an information system is made of, as a tool wrote it. The newest of a system is valid; those before are its history.

    `made_at` is the moment that the bill itself gives. `rejected` names the first records that were not understood.
    """

    class Format(models.TextChoices):
        CYCLONEDX = "cyclonedx", "CycloneDX"
        SPDX = "spdx", "SPDX"

    code = models.CharField(max_length=16, unique=True)
    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="bills")
    format = models.CharField(max_length=9, choices=Format)
    format_version = models.CharField(max_length=20, blank=True)
    tool = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    component_count = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list, blank=True)
    rejected_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = SoftwareBillQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system"], condition=Q(replaced_at=None), name="security_one_valid_bill"
            ),
            models.CheckConstraint(
                condition=Q(format__in=["cyclonedx", "spdx"]), name="security_bill_format_known"
            ),
        ]
        indexes = [models.Index(fields=["system", "-at"], name="security_bill_system")]

    def __str__(self) -> str:
        return self.file_name


class SoftwareComponent(models.Model):
    """One part of a bill. `package` is its package URL without the version; `short` is what it is found by; `version_key` orders versions."""

    bill = models.ForeignKey(SoftwareBill, on_delete=models.PROTECT, related_name="components")
    name = models.CharField(max_length=300)
    short = models.CharField(max_length=100)
    version = models.CharField(max_length=100, blank=True)
    version_key = models.CharField(max_length=200, blank=True, db_collation="C")
    package = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["bill", "short", "version_key"], name="security_component_bill"),
            models.Index(
                fields=["short", "version_key"],
                opclasses=["varchar_pattern_ops", "varchar_ops"],
                name="security_component_found",
            ),
            models.Index(fields=["package"], condition=~Q(package=""), name="security_component_package"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()
