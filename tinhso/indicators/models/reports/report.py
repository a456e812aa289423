from django.db import models
from django.db.models import Q

from tinhso.kernel.people.models import Agency, User


class ReportQuerySet(models.QuerySet["Report"]):
    def public(self) -> "ReportQuerySet":
        """Only what was frozen is told to everybody."""
        return self.filter(state=Report.State.FROZEN)


class Report(models.Model):
    """The account of a year on its way: draft, in review, signed off, frozen.

    `signed_digest` is that of the figures which the head signed off; freezing keeps `content` and reprints only it.
    `agency` gives the account; `number`, `notation` and day are those of the document, typed by its clerk when it is issued.
    `ver` goes up with every move.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "đang soạn thảo"
        IN_REVIEW = "in_review", "đang lấy ý kiến"
        SIGNED_OFF = "signed_off", "đã duyệt"
        FROZEN = "frozen", "đã chốt số liệu"

    year = models.PositiveIntegerField(unique=True)
    source_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    ver = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_title = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_digest = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    notation = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "signed_off", "frozen"]),
                name="indicators_report_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["signed_off", "frozen"], signed_by__isnull=False, signed_at__isnull=False
                )
                | Q(state__in=["draft", "in_review"], signed_by__isnull=True, signed_at__isnull=True),
                name="indicators_report_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="frozen", frozen_at__isnull=False, content__isnull=False)
                | Q(frozen_at__isnull=True, content__isnull=True) & ~Q(state="frozen"),
                name="indicators_report_frozen_keeps_content",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="frozen",
                    number__isnull=False,
                    issued_on__isnull=False,
                    issued_by__isnull=False,
                    issued_at__isnull=False,
                )
                & ~Q(notation="")
                | Q(
                    number__isnull=True,
                    issued_on__isnull=True,
                    issued_by__isnull=True,
                    issued_at__isnull=True,
                ),
                name="indicators_report_issued_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_frozen(self) -> bool:
        return self.state == self.State.FROZEN
