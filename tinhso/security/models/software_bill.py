from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User
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


class VexStatementQuerySet(models.QuerySet["VexStatement"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those about every system, and those of the systems that the officer sees."""
        if not actor.is_officer:
            return self.none()
        systems = InformationSystem.objects.visible_to(actor, on=on)
        return self.filter(Q(system=None) | Exists(systems.filter(pk=OuterRef("system"))))

    def in_force(self, on: date) -> Self:
        return self.filter(ended_at=None, starts__lte=on, expires_on__gt=on)


class VexStatement(models.Model):
    """Tuyên bố VEX: how a weakness in a package stands here, until a day. About one system, or, by the specialised unit, about all of them.

    It reaches findings whose record names that package (`version` "" for every version) and one of `names`: of a system's those of `reach`,
    the agency at which the system counts; for no register says which machine serves which system. Another about the same ends it.
    """

    class Status(models.TextChoices):
        NOT_AFFECTED = "not_affected", "Không bị ảnh hưởng"
        AFFECTED = "affected", "Bị ảnh hưởng"
        FIXED = "fixed", "Đã có bản sửa"
        UNDER_INVESTIGATION = "under_investigation", "Đang xem xét"

    class Justification(models.TextChoices):
        COMPONENT_NOT_PRESENT = "component_not_present", "Không có thành phần này trong bản đang chạy"
        CODE_NOT_PRESENT = "vulnerable_code_not_present", "Không có đoạn mã bị lỗi"
        CODE_NOT_IN_EXECUTE_PATH = (
            "vulnerable_code_not_in_execute_path",
            "Đoạn mã bị lỗi không bao giờ được gọi",
        )
        NOT_CONTROLLED = (
            "vulnerable_code_cannot_be_controlled_by_adversary",
            "Người ngoài không điều khiển được đoạn mã bị lỗi",
        )
        MITIGATED = "inline_mitigations_already_exist", "Đã có biện pháp chặn sẵn trong phần mềm"

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", "Đã rút"
        REPLACED = "replaced", "Đã có tuyên bố mới thay"

    code = models.CharField(max_length=16, unique=True)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    reach = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    names = ArrayField(models.CharField(max_length=90))
    package = models.CharField(max_length=300)
    version = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=20, choices=Status)
    justification = models.CharField(max_length=60, choices=Justification, blank=True)
    text = models.CharField(max_length=1000)
    source = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    expires_on = models.DateField()
    folded = models.CharField(max_length=700, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ending = models.CharField(max_length=9, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(max_length=1000, blank=True)

    objects = VexStatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["not_affected", "affected", "fixed", "under_investigation"]),
                name="security_vex_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="not_affected") | ~Q(justification=""), name="security_vex_justified"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=models.F("starts")), name="security_vex_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="")
                | Q(ended_at__isnull=False, ending__in=["withdrawn", "replaced"]),
                name="security_vex_ended_how",
            ),
            models.CheckConstraint(
                condition=Q(system=None, reach=None) | Q(system__isnull=False, reach__isnull=False),
                name="security_vex_reach",
            ),
            models.CheckConstraint(condition=~Q(names=[]) & ~Q(package=""), name="security_vex_about"),
        ]
        indexes = [
            models.Index(fields=["package"], condition=Q(ended_at=None), name="security_vex_package"),
            models.Index(fields=["-at", "-id"], name="security_vex_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.names[0]}, {self.package}"

    @property
    def about(self) -> str:
        """The package as it is written in a package URL."""
        return f"{self.package}@{self.version}" if self.version else self.package
