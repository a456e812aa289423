from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q

from tinhso.casework.public import FINAL, Case
from tinhso.casework.public import State as CaseState
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.information_system import InformationSystem
from tinhso.security.models.machine import Machine


class CyberIncidentQuerySet(models.QuerySet["CyberIncident"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the actor's agency, for its security officer and its head; every one for coordinators and the head of the specialised
        unit of that day, and for those three of the response team of that day. Nobody else learns that there is one."""
        if not actor.is_officer:
            return self.none()
        answers, leads = actor.holds(SecurityOfficer), actor.holds(Head)
        coordinates = actor.holds(SecurityCoordinator)
        seen = Q(agency_id=actor.agency_id or 0) if answers or leads else Q(pk__in=[])
        if coordinates or leads:
            seen |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        if coordinates or leads or answers:
            team = SecurityDuty.objects.on(on).filter(duty=SecurityDuty.Duty.RESPONSE)
            seen |= Q(Exists(team.filter(agency_id=actor.agency_id or 0)))
        return self.filter(seen)

    def at_work(self) -> Self:
        """Those that somebody works on: neither ended nor merged into another."""
        return self.filter(merged_into=None).exclude(case__state__in=FINAL)

    def ended(self) -> Self:
        return self.filter(case__state=CaseState.DONE)


class CyberIncident(models.Model):
    """Sự cố an toàn thông tin mạng: the details of a case that goes the seven steps of the law, apart from incidents of shared software.

    `rules` is the set of rules of the day when it was found. `severity` follows from `criteria`. One that was `merged_into` another waits
    there with all that is written of it, and can be parted. An `exercise` goes the same way and is in no figure.
    """

    class Kind(models.TextChoices):
        MALWARE = "malware", "Mã độc"
        RANSOMWARE = "ransomware", "Mã độc mã hóa tệp, đòi tiền"
        DDOS = "ddos", "Tấn công từ chối dịch vụ (DDoS)"
        DEFACEMENT = "defacement", "Thay đổi giao diện trang"
        PHISHING = "phishing", "Lừa đảo lấy tài khoản"
        LEAK = "leak", "Lộ, mất dữ liệu"
        INTRUSION = "intrusion", "Xâm nhập, chiếm quyền điều khiển"
        OTHER = "other", "Sự cố khác, chưa rõ"

    class Severity(models.TextChoices):
        SERIOUS = "serious", "Nghiêm trọng theo quy định"
        HIGH = "high", "Cao (xếp nội bộ)"
        ORDINARY = "ordinary", "Thông thường"

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="cyber_incident"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cyber_incidents")
    reporter = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    exercise = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind)
    rules = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=4000)
    folded = models.TextField()
    detected_at = models.DateTimeField()
    criteria = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    severity = models.CharField(max_length=8, choices=Severity, blank=True)
    plan = models.CharField(max_length=4000, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=2000, blank=True)
    lesson = models.CharField(max_length=2000, blank=True)
    summarised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    objects = CyberIncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["malware", "ransomware", "ddos", "defacement", "phishing", "leak", "intrusion", "other"])
                & Q(severity__in=["serious", "high", "ordinary", ""]),
                name="security_incident_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("case")),
                name="security_incident_not_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(summarised_by__isnull=True) | ~Q(cause="") & ~Q(lesson=""),
                name="security_incident_summary_says_why",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["agency", "-detected_at"], name="security_incident_agency")]

    def __str__(self) -> str:
        return self.case.code


class IncidentAlert(models.Model):
    """An alert that belongs to an incident: what it said when it was merged, so that nothing is lost when its own row goes. It counts
    in one open incident at a time; `parted_at` is when it was taken out again, `over` that its incident has ended: a finding that opens
    anew after that may become another incident."""

    class Source(models.TextChoices):
        FINDING = "finding", "Điểm yếu"
        HIT = "hit", "Phát hiện của quy tắc"
        SUSPICION = "suspicion", "Nghi vấn nhật ký"
        SUPPORT = "support", "Sự cố phần mềm dùng chung"

    incident = models.ForeignKey(CyberIncident, on_delete=models.PROTECT, related_name="alerts")
    source = models.CharField(max_length=10, choices=Source)
    code = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    value = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True, blank=True)
    over = models.BooleanField(default=False, db_default=False)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=["finding", "hit", "suspicion", "support"]),
                name="security_alert_source_known",
            ),
            models.UniqueConstraint(
                fields=["source", "code"],
                condition=Q(parted_at=None, over=False),
                name="security_alert_in_one_incident",
            ),
            models.CheckConstraint(
                condition=Q(parted_at=None) | ~Q(reason=""), name="security_alert_parted_why"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class AffectedAsset(models.Model):
    """A system or a machine of the agency that the incident touches."""

    incident = models.ForeignKey(CyberIncident, on_delete=models.PROTECT, related_name="assets")
    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(system=None) ^ Q(machine=None), name="security_asset_system_or_machine"
            ),
            models.UniqueConstraint(
                fields=["incident", "system", "machine"],
                nulls_distinct=False,
                name="security_asset_listed_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.system or self.machine)
