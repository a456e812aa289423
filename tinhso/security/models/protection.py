from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Least

from tinhso.kernel.people.public import Agency, User
from tinhso.security.models.information_system import InformationSystem


class ProtectionLayer(models.Model):
    """One of the four layers of a system, who provides it and since when (Mô hình 4 lớp)."""

    class Layer(models.IntegerChoices):
        ON_SITE = 1, "Lớp 1. Lực lượng tại chỗ"
        MONITORING = 2, "Lớp 2. Giám sát, bảo vệ chuyên nghiệp"
        ASSESSMENT = 3, "Lớp 3. Kiểm tra, đánh giá độc lập, định kỳ"
        NATIONAL = 4, "Lớp 4. Kết nối hệ thống giám sát quốc gia"

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="layers")
    layer = models.PositiveSmallIntegerField(choices=Layer)
    provider = models.CharField(max_length=200)
    evidence = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "layer"], condition=Q(ends=None), name="security_layer_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(layer__range=(1, 4)), name="security_layer_one_to_four"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")), name="security_layer_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return self.get_layer_display()


class LevelApprovalQuerySet(models.QuerySet["LevelApproval"]):
    def valid_on(self, day: date) -> Self:
        rows = self.filter(decided_on__lte=day).filter(Q(expires_on=None) | Q(expires_on__gt=day))
        return rows.filter(Q(outgrown_on=None) | Q(outgrown_on__gt=day))

    def with_end(self) -> Self:
        """Those that sufficed for their system when they were decided. `counted_until`: the day on which one ended, was outgrown, was
        followed by another, or its system was retired; None while it counts."""
        enough = self.filter(Q(level__gte=F("system__level")) | Q(outgrown_on__isnull=False))
        followed = Q(decided_on__gt=OuterRef("decided_on")) | Q(
            decided_on=OuterRef("decided_on"), pk__gt=OuterRef("pk")
        )
        later = enough.filter(followed, system=OuterRef("system")).order_by("decided_on").values("decided_on")
        ends = Least("expires_on", "outgrown_on", "system__retired_on", Subquery(later[:1]))
        return enough.annotate(counted_until=ends)


class LevelApproval(models.Model):
    """A decision that approved the level dossier of a system: its number, its day, who decided, until when, and which state of the
    register it approved. `outgrown_on`: the day on which the system was said to be of a higher level; another decision is needed then."""

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="approvals")
    system_ver = models.PositiveIntegerField(default=1)
    level = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="level_approvals")
    expires_on = models.DateField(null=True, blank=True)
    outgrown_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = LevelApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "number", "decided_on"], name="security_approval_written_once"
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="security_approved_level_known"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=models.F("decided_on")),
                name="security_approval_expires_after",
            ),
            models.CheckConstraint(
                condition=Q(outgrown_on=None) | Q(outgrown_on__gte=models.F("decided_on")),
                name="security_approval_outgrown_after",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ProtectionReview(models.Model):
    """What the specialised unit found when it held a system against its approved plan: all of it deployed, or what is lacking."""

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    complete = models.BooleanField()
    lacking = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(complete=True, lacking="") | Q(complete=False) & ~Q(lacking=""),
                name="security_incomplete_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system}, {self.reviewed_on}"
