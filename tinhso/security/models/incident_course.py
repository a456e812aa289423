from django.db import models
from django.db.models import Q

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.security.models.cyber_incident import CyberIncident
from tinhso.security.models.machine import Machine


class IncidentEntry(models.Model):
    """A line of an incident's timeline: what happened when, on which machine, by which indicator. Never changed: the database refuses;
    what was wrong is said by another that `corrects` it."""

    class Kind(models.TextChoices):
        OBSERVED = "observed", "Ghi nhận"
        ALERT = "alert", "Cảnh báo"
        ACTION = "action", "Đã làm"
        DECISION = "decision", "Quyết định"
        CONTACT = "contact", "Liên hệ, thông báo"
        CORRECTION = "correction", "Đính chính"

    incident = models.ForeignKey(CyberIncident, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=4000)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    indicator = models.CharField(max_length=300, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    happened_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="security_entry_numbered_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["observed", "alert", "action", "decision", "contact", "correction"]),
                name="security_entry_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False)
                | ~Q(kind="correction") & Q(corrects=None),
                name="security_entry_correction_of",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.number}"


class IncidentTask(models.Model):
    """What has to be done in an incident, at which step and by whom, from the template of its kind or added; who ticked it and when."""

    class Part(models.TextChoices):
        OFFICER = "officer", "Cán bộ an toàn thông tin của cơ quan"
        COORDINATOR = "coordinator", "Điều phối viên"
        TEAM = "team", "Đội ứng cứu sự cố"
        HEAD = "head", "Thủ trưởng cơ quan"

    incident = models.ForeignKey(CyberIncident, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=20)
    words = models.CharField(max_length=300)
    part = models.CharField(max_length=12, choices=Part)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="security_task_numbered_once"),
            models.CheckConstraint(
                condition=Q(part__in=["officer", "coordinator", "team", "head"]),
                name="security_task_part_known",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class IncidentEvidence(models.Model):
    """Chứng cứ: a file of an incident with its SHA-256. What identifies it is never changed: the database refuses. The file goes when
    its time is over and nobody holds it; digest and hand-overs stay."""

    incident = models.ForeignKey(CyberIncident, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    collected_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    hold_reason = models.CharField(max_length=500, blank=True)
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="security_evidence_numbered_once"),
            models.CheckConstraint(
                condition=Q(hold_reason="", held_at=None) | ~Q(hold_reason="") & Q(held_at__isnull=False),
                name="security_evidence_hold_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(hold_reason="") | Q(file__isnull=False), name="security_evidence_hold_has_file"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class EvidenceTransfer(models.Model):
    """One hand-over of evidence: who gave, who received, where and why, and whether the file then had its digest. Never changed."""

    evidence = models.ForeignKey(IncidentEvidence, on_delete=models.PROTECT, related_name="transfers")
    number = models.PositiveSmallIntegerField()
    giver = models.CharField(max_length=200)
    receiver = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    intact = models.BooleanField()
    handed_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="security_transfer_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id}/{self.number}"
