from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User


class CommunicationPlanQuerySet(models.QuerySet["CommunicationPlan"]):
    def visible_to(self, actor: Actor) -> Self:
        """The agency's, and those in which it has a task."""
        if not actor.is_officer or not actor.agency_id:
            return self.none()
        tasked = CommunicationTask.objects.filter(case__agency=actor.agency_id).values("plan")
        return self.filter(Q(agency=actor.agency_id) | Q(pk__in=tasked))

    def approved(self) -> Self:
        return self.filter(approved_at__isnull=False)


class CommunicationPlan(models.Model):
    """Kế hoạch truyền thông of an agency: of a year, of a topic, or of the draft of a policy (QĐ 407/QĐ-TTg), whose public page
    `draft_code` names. Once approved its words stay."""

    class Kind(models.TextChoices):
        YEAR = "year", _("Kế hoạch năm")
        TOPIC = "topic", _("Kế hoạch theo chuyên đề")
        POLICY = "policy", _("Truyền thông dự thảo chính sách")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="communication_plans")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    aim = models.TextField(max_length=2000)
    starts = models.DateField()
    ends = models.DateField()
    draft_code = models.CharField(max_length=60, blank=True)
    draft_title = models.CharField(max_length=500, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    objects = CommunicationPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="press_plan_kind_known", condition=Q(kind__in=["year", "topic", "policy"])
            ),
            models.CheckConstraint(name="press_plan_ends_after_start", condition=Q(ends__gte=F("starts"))),
            models.CheckConstraint(
                name="press_plan_approved_whole",
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="press_plan_draft_of_a_policy",
                condition=Q(kind="policy") & ~Q(draft_code="") | ~Q(kind="policy") & Q(draft_code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"communication plan {self.pk}"


class PlanTopic(models.Model):
    """Nội dung trọng tâm của tháng in a plan: what is said to whom, on which kinds of channels."""

    plan = models.ForeignKey(CommunicationPlan, on_delete=models.PROTECT, related_name="topics")
    month = models.DateField()
    name = models.CharField(max_length=200)
    messages = models.TextField(max_length=2000)
    audience = models.CharField(max_length=200)
    channels = ArrayField(models.CharField(max_length=10))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "month", "name"], name="press_topic_once_a_month"),
            models.CheckConstraint(name="press_topic_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="press_topic_has_a_channel", condition=Q(channels__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"topic {self.pk}"


class CommunicationTaskQuerySet(models.QuerySet["CommunicationTask"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))


class CommunicationTask(models.Model):
    """Nhiệm vụ truyền thông of a plan: details of a case of kind `press_task`. Agency, turn, clock and state are the case's."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="press_task")
    plan = models.ForeignKey(CommunicationPlan, on_delete=models.PROTECT, related_name="tasks")
    topic = models.ForeignKey(
        PlanTopic, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    content = models.CharField(max_length=500)
    result = models.TextField(max_length=2000, blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    objects = CommunicationTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="press_task_on_the_web",
                condition=Q(result_url="") | Q(result_url__regex=r"^(https?://[^/\\\s]|/[^/\\])[^\\]*$"),
            ),
            models.CheckConstraint(
                name="press_task_reported_whole", condition=Q(reported_at__isnull=True) | ~Q(result="")
            ),
        ]

    def __str__(self) -> str:
        return f"communication task {self.case_id}"


class AgendaEntryQuerySet(models.QuerySet["AgendaEntry"]):
    def of_month(self, month: date) -> Self:
        return self.filter(day__year=month.year, day__month=month.month)


class AgendaEntry(models.Model):
    """Việc cần đưa tin on a day: a session, an inspection, a press conference; which agency covers it."""

    class Kind(models.TextChoices):
        SESSION = "session", _("Kỳ họp, phiên họp")
        VISIT = "visit", _("Kiểm tra, làm việc tại cơ sở")
        CONFERENCE = "conference", _("Họp báo, giao ban báo chí")
        EVENT = "event", _("Sự kiện, lễ kỷ niệm")
        CAMPAIGN = "campaign", _("Chiến dịch, cao điểm")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="press_agenda")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    covered_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AgendaEntryQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "day", "title"],
                condition=Q(dropped_at__isnull=True),
                name="press_agenda_once",
            ),
            models.CheckConstraint(
                name="press_agenda_kind_known",
                condition=Q(kind__in=["session", "visit", "conference", "event", "campaign"]),
            ),
        ]

    def __str__(self) -> str:
        return f"agenda entry {self.pk}"


class Guidance(models.Model):
    """Hướng dẫn tuyên truyền that an agency sent to agencies and communes; its words stay as they were sent."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="guidance_sent")
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=8000)
    answer_by = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"guidance {self.pk}"


class GuidanceReceiptQuerySet(models.QuerySet["GuidanceReceipt"]):
    def of_agency(self, by: Actor) -> Self:
        return self.filter(agency=by.agency_id) if by.agency_id else self.none()


class GuidanceReceipt(models.Model):
    """That an agency was sent a guidance, and when somebody there confirmed to have read it."""

    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, related_name="receipts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="guidance_received")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = GuidanceReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["agency__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["guidance", "agency"], name="press_guidance_once_an_agency"),
            models.CheckConstraint(
                name="press_guidance_confirmed_whole",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class ReachFigure(models.Model):
    """How many a page of the agency reached in a month, as its operator read it off, with the evidence: a number of all together,
    never of anybody. A corrected number leaves the earlier row where it is, with `replaced_at`."""

    class Kind(models.TextChoices):
        FOLLOWERS = "followers", _("Số theo dõi cuối tháng")
        POSTS = "posts", _("Số tin đã đăng")
        VIEWS = "views", _("Số lượt xem")
        INTERACTIONS = "interactions", _("Số lượt tương tác")

    channel = models.ForeignKey("press.Channel", on_delete=models.PROTECT, related_name="reach")
    month = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.PositiveBigIntegerField()
    evidence = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence_url = models.CharField(max_length=300, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "month", "kind"],
                condition=Q(replaced_at__isnull=True),
                name="press_reach_once_a_month",
            ),
            models.CheckConstraint(
                name="press_reach_kind_known",
                condition=Q(kind__in=["followers", "posts", "views", "interactions"]),
            ),
            models.CheckConstraint(name="press_reach_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="press_reach_has_evidence", condition=Q(evidence__isnull=False) | ~Q(evidence_url="")
            ),
            models.CheckConstraint(
                name="press_reach_on_the_web",
                condition=Q(evidence_url="") | Q(evidence_url__regex=r"^https?://[^/\s]"),
            ),
        ]

    def __str__(self) -> str:
        return f"reach {self.pk}"
