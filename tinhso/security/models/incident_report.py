from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User
from tinhso.security.models.cyber_incident import CyberIncident


class IncidentReportQuerySet(models.QuerySet["IncidentReport"]):
    def still_asked(self) -> Self:
        """Not sent, and the law asks for it: a notice to persons only while the breach says that they have to learn of it."""
        return self.filter(sent_at=None).exclude(NO_LONGER_DUE)


NO_LONGER_DUE = Q(kind="persons", incident__data_breach__persons_due=False)


class IncidentReport(models.Model):
    """A report that the law asks of an incident, to whom, until when (by the rule of that day, fixed when it fell due); noted with number
    and moment once it was sent."""

    class Kind(models.TextChoices):
        INITIAL = "initial", "Báo cáo ban đầu"
        DETAILED = "detailed", "Báo cáo chi tiết"
        FINAL = "final", "Báo cáo kết thúc"
        BREACH = "breach", "Thông báo vi phạm dữ liệu cá nhân"
        PERSONS = "persons", "Thông báo cho người có dữ liệu"

    incident = models.ForeignKey(CyberIncident, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind)
    rules = models.CharField(max_length=8)
    recipients = models.CharField(max_length=300)
    limit_words = models.CharField(max_length=100)
    source = models.CharField(max_length=300)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    objects = IncidentReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "kind"], name="security_incident_report_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["initial", "detailed", "final", "breach", "persons"]),
                name="security_incident_report_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, document_number="")
                | Q(sent_at__isnull=False) & ~Q(document_number=""),
                name="security_incident_report_sent_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.kind}"

    def is_late(self, now: datetime) -> bool:
        """Sent too late, or not sent and the time is over."""
        return (self.sent_at or now) > self.due_at


class DataBreach(models.Model):
    """Vi phạm bảo vệ dữ liệu cá nhân in an incident: when it was found, of how many, which kinds of data, what follows and was done."""

    incident = models.OneToOneField(
        CyberIncident, on_delete=models.PROTECT, primary_key=True, related_name="data_breach"
    )
    found_at = models.DateTimeField()
    data_kinds = models.CharField(max_length=1000)
    sensitive = models.BooleanField()
    persons_count = models.PositiveIntegerField(null=True, blank=True)
    consequences = models.CharField(max_length=2000)
    measures = models.CharField(max_length=2000)
    persons_due = models.BooleanField()
    persons_reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.incident_id)
