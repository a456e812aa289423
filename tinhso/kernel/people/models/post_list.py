from datetime import date

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q

from tinhso.kernel.people.models.agency import Agency
from tinhso.kernel.people.models.user import User


class PostListQuerySet(models.QuerySet["PostList"]):
    def waiting(self) -> "PostListQuerySet":
        return self.filter(state=PostList.State.WAITING)

    def of(self, agencies: "models.QuerySet[Agency]") -> "PostListQuerySet":
        """Those with a post at one of these agencies."""
        return self.filter(pk__in=ProposedPost.objects.filter(agency__in=agencies).values("post_list"))


class PostList(models.Model):
    """Posts that decide, asked for by one and given once another has confirmed them: one appointment, or a whole list.

    `digest` is of the lines of an import or succession, so that what is carried out is what was confirmed. `reason` is
    why it was refused, or why one person alone gave the post on the machine itself (`alone`, which nobody confirms).
    `without_head`: posts that read personal data where no head could act; a second administrator confirmed them.
    """

    class Kind(models.TextChoices):
        APPOINTMENT = "appointment", "Bổ nhiệm"
        IMPORT = "import", "Danh sách nhập"
        SUCCESSION = "succession", "Chuyển vị trí khi sắp xếp cơ quan"
        DELEGATION = "delegation", "Giao quyền ký"
        ALONE = "alone", "Bổ nhiệm bởi một người trên máy chủ"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ người thứ hai xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        REFUSED = "refused", "Không xác nhận"
        DONE = "done", "Đã thực hiện"

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    digest = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    without_head = models.BooleanField(default=False)

    objects = PostListQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="people_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "refused"]) | Q(kind="alone") | Q(decided_by__isnull=False),
                name="people_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True)
                | Q(decided_by__isnull=True)
                | Q(state="refused")
                | ~Q(asked_by=F("decided_by")),
                name="people_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(kind="alone") | ~Q(reason=""), name="people_alone_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["kind", "digest"],
                condition=Q(state="waiting") & ~Q(digest=""),
                name="people_list_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ProposedPost(models.Model):
    """One line of a `PostList`: who (the account may still be made), where, as what, with which roles, for `[from, to)`.

    Without roles it is a right to sign, which the title tells in words.
    """

    post_list = models.ForeignKey(PostList, on_delete=models.PROTECT, related_name="lines")
    username = models.CharField(max_length=150)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=600)
    roles = ArrayField(models.CharField(max_length=30))
    valid = DateRangeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.pk}"

    @property
    def starts(self) -> date:
        first: date = self.valid.lower
        return first
