from django.db import models

from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class HandOver(models.Model):
    """The result was handed over: to whom, how, by which officer.

    `id_number` is the whole number of the applicant, or the last four digits of somebody else's.
    """

    class How(models.TextChoices):
        DESK = "desk", "Tại quầy"
        POST = "post", "Qua bưu chính công ích"
        ONLINE = "online", "Bản điện tử"

    class Collector(models.TextChoices):
        APPLICANT = "applicant", "Người nộp hồ sơ"
        OTHER = "other", "Người được ủy quyền"

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="hand_over")
    how = models.CharField(max_length=8, choices=How)
    collected_by = models.CharField(max_length=200)
    id_number = models.CharField(max_length=20, blank=True)
    collector = models.CharField(max_length=10, choices=Collector, default=Collector.APPLICANT)
    authority = models.CharField(max_length=200, blank=True)  # the paper by which somebody else collects
    post_number = models.CharField(max_length=30, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)  # by post: when it reached the applicant
    handed_at = models.DateTimeField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="onestop_only_post_is_delivered_later",
                condition=models.Q(how="post") | models.Q(delivered_at__isnull=True, post_number=""),
            ),
            models.CheckConstraint(
                name="onestop_other_collector_has_a_paper",
                condition=~models.Q(collector="other") | ~models.Q(authority=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["handed_at"],
                condition=models.Q(how="post", delivered_at__isnull=True),
                name="onestop_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"HandOver of {self.dossier_id}"
