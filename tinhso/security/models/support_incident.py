from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from tinhso.casework.public import Case, Participant
from tinhso.casework.public import State as CaseState
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Auditor, Head, SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.known_error import KnownError


class SupportIncidentQuerySet(models.QuerySet["SupportIncident"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """The reporter's, while still at that agency; all of the agency for its head and security officer; all that lie with the
        desk for its officers and head; every one for a coordinator of the day and for auditors. Colleagues see nothing of each other."""
        if not actor.is_officer:
            return self.none()
        visible = Q(reporter_id=actor.user_id, agency_id=actor.agency_id)
        if actor.holds(Head) or actor.holds(SecurityOfficer):
            visible |= Q(agency_id=actor.agency_id)
        if actor.holds(SupportDesk) or actor.holds(Head):
            visible |= Q(case__agency_id=actor.agency_id)
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self if actor.holds(Auditor) else self.filter(visible)

    def with_deadline(self) -> Self:
        """`waits_until`: when whoever it waits for has to have done their part; None where the time stands still."""
        open_turns = Participant.objects.filter(case=OuterRef("case_id"), open=True).order_by("due_at")
        return self.annotate(waits_until=Subquery(open_turns.values("due_at")[:1]))

    def at_work(self) -> Self:
        """Those that wait for the desk: to be received, or to be resolved."""
        return self.filter(case__state__in=[CaseState.SUBMITTED, CaseState.IN_PROGRESS])

    def late(self, now: datetime) -> Self:
        """Of those that wait for the desk: beyond the deadline."""
        over = Participant.objects.filter(case=OuterRef("case_id"), open=True, due_at__lt=now)
        return self.at_work().filter(Exists(over))

    def waiting_for_reporter(self) -> Self:
        return self.filter(case__state=CaseState.PAUSED)


class SupportIncident(models.Model):
    """Sự cố phần mềm dùng chung: the details of a case. The case waits for the desk; it is paused while the reporter is asked, and
    once it is resolved (`resolved_at`) until the reporter confirms. `severity` is the desk's, `reported_severity` the reporter's.
    """

    class Severity(models.TextChoices):
        CRITICAL = "critical", "Nghiêm trọng: cả cơ quan không làm việc được"
        HIGH = "high", "Cao: nhiều người không làm được việc chính"
        MEDIUM = "medium", "Trung bình: làm được bằng cách khác"
        LOW = "low", "Thấp: bất tiện, hỏi cách dùng"

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="support_incident"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="support_incidents")
    reporter = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    system = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    folded = models.TextField()
    reported_severity = models.CharField(max_length=8, choices=Severity)
    severity = models.CharField(max_length=8, choices=Severity, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=2000, blank=True)
    solution = models.CharField(max_length=2000, blank=True)
    known_error = models.ForeignKey(
        KnownError, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    cyber = models.BooleanField(null=True, blank=True)
    cyber_reason = models.CharField(max_length=1000, blank=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    reopened = models.PositiveSmallIntegerField(default=0)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    rating_words = models.CharField(max_length=1000, blank=True)

    objects = SupportIncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_severity__in=["critical", "high", "medium", "low"])
                & Q(severity__in=["critical", "high", "medium", "low", ""]),
                name="security_support_severity_known",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True)
                | Q(cyber__isnull=False) & ~Q(cyber_reason="") & ~Q(cause=""),
                name="security_support_resolved_says_why",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)),
                name="security_support_rating_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("case")),
                name="security_support_no_duplicate_of_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["reporter", "agency"], name="security_support_reporter"),
        ]

    def __str__(self) -> str:
        return self.case.code


class SupportMessage(models.Model):
    """What reporter and desk wrote to each other about an incident, the report first; a file or picture with it."""

    class Part(models.TextChoices):
        REPORT = "report", "Nội dung báo"
        QUESTION = "question", "Bộ phận hỗ trợ hỏi thêm"
        ANSWER = "answer", "Người báo trả lời"
        REPLY = "reply", "Bộ phận hỗ trợ trả lời"
        SOLUTION = "solution", "Kết quả xử lý"
        REOPENED = "reopened", "Người báo yêu cầu xử lý tiếp"

    incident = models.ForeignKey(SupportIncident, on_delete=models.PROTECT, related_name="messages")
    part = models.CharField(max_length=8, choices=Part)
    text = models.CharField(max_length=4000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.part} {self.pk}"
