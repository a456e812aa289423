from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tinhso.casework.public import Case
from tinhso.documents.models.arriving_document import ArrivingDocument
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.documents.models.terms import WithoutTerms, words_of_folded
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Auditor, Clerk, Examiner, Head

READERS = (Head, Clerk, Examiner, Auditor)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, actor: Actor) -> Self:
        """The tasks that the actor's agency gave, carries out or supports; to everybody else there are none, not even in counts."""
        if not actor.is_officer or actor.agency_id is None or not any(actor.holds(one) for one in READERS):
            return self.none()
        supports = AssignmentSupport.objects.filter(agency=actor.agency_id).values("assignment")
        return self.filter(Q(giver=actor.agency_id) | Q(case__agency=actor.agency_id) | Q(pk__in=supports))

    def whole(self) -> Self:
        return self.select_related(
            "case__agency",
            "case__process",
            "case__officer",
            "giver",
            "given_by",
            "source__case",
            "source__number",
        )


class Assignment(models.Model):
    """A task that a committee or its chairman gave to an agency: what, since when, out of which document.

    State, clock, whose turn it is are the case's, whose desk is the giver and whose agency carries the task out. `source` is the
    issued document that gives it; without one, `source_words` say what it rests on. `task_code` is the code by which another
    instance or the axis knows the task (ResponseForTask of edXML), its own code where nobody named one.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="assignment")
    giver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assignments_given")
    source = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    source_words = models.CharField(max_length=300, blank=True)
    content = models.CharField(max_length=2000)
    task_code = models.CharField(max_length=100)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    folded = models.TextField(blank=True)

    terms = words_of_folded()

    objects = WithoutTerms.from_queryset(AssignmentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["giver", "task_code"], name="documents_assignment_code_once"),
            models.CheckConstraint(
                condition=~Q(content="") & (Q(source__isnull=False) | ~Q(source_words="")),
                name="documents_assignment_rests_on_something",
            ),
        ]
        indexes = [GinIndex(fields=["terms"], name="documents_assignment_words")]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class AssignmentSupport(models.Model):
    """An agency that supports a task; `answered_at` is when it first wrote what it has to say."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="supports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "agency"], name="documents_assignment_support_once")
        ]
        indexes = [models.Index(fields=["agency"], name="documents_assignment_supports")]

    def __str__(self) -> str:
        return f"support of {self.assignment_id}"


class AssignmentNote(models.Model):
    """What somebody wrote on a task: progress, supporting part, urging, result, return; never written over."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", "Báo cáo tiến độ"
        SUPPORT = "support", "Ý kiến phối hợp"
        URGING = "urging", "Đôn đốc"
        RESULT = "result", "Báo cáo kết quả"
        RETURN = "return", "Trả lại"

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=4000)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="documents_assignment_note_says_something"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100, kind="progress"),
                name="documents_assignment_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.assignment_id}"


class ExtensionRequest(models.Model):
    """A later day that the agency asks for, with its reason; the giver grants or refuses it. One waits at a time."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ quyết định"
        GRANTED = "granted", "Được gia hạn"
        REFUSED = "refused", "Không gia hạn"

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="extensions")
    was_due = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state="waiting"), name="documents_one_extension_waits"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("was_due")) & ~Q(reason=""), name="documents_extension_is_later"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(state__in=["granted", "refused"], decided_at__isnull=False, decided_by__isnull=False),
                name="documents_extension_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"extension of {self.assignment_id}"


class AssignmentLetter(models.Model):
    """A document about a task: an outgoing one that answers it, or one that came and names its code (ResponseForTask)."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="letters")
    outgoing = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="assignment_letters"
    )
    arriving = models.ForeignKey(
        ArrivingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="assignment_letters"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outgoing__isnull=False, arriving__isnull=True)
                | Q(outgoing__isnull=True, arriving__isnull=False),
                name="documents_assignment_letter_is_one",
            ),
            models.UniqueConstraint(
                fields=["assignment", "outgoing", "arriving"],
                nulls_distinct=False,
                name="documents_assignment_letter_once",
            ),
        ]

    def __str__(self) -> str:
        return f"letter of {self.assignment_id}"
