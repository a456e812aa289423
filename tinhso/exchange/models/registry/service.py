from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models.registry.information_system import InformationSystem
from tinhso.lib.dates import HANOI


class Service(models.Model):
    """Dịch vụ chia sẻ dữ liệu: what a system offers, under an address that never changes.

    `subject_in` and `subject_at` say where a call names the person it is about. During maintenance callers are told
    `maintenance_words`; `withdrawn_on` is announced before and closes the service on that day. `topic` is the code of the topic whose
    events it gives, "" for any other service; `provided` the code under which a system of this program declares it, "" for whatever
    another program answers.
    """

    class Subject(models.TextChoices):
        NONE = "none", _("Không nêu cá nhân")
        PATH = "path", _("Trong đường dẫn")
        QUERY = "query", _("Trong tham số")
        BODY = "body", _("Trong nội dung gửi (con trỏ JSON)")
        HEADER = "header", _("Trong tiêu đề")

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    description = models.TextField(max_length=4000, blank=True)
    personal = models.BooleanField()
    subject_in = models.CharField(max_length=6, choices=Subject, default=Subject.NONE)
    subject_at = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    maintenance_from = models.DateTimeField(null=True, blank=True)
    maintenance_until = models.DateTimeField(null=True, blank=True)
    maintenance_words = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_words = models.CharField(max_length=500, blank=True)
    topic = models.CharField(max_length=60, blank=True, default="")
    provided = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="exchange_service_once"),
            models.UniqueConstraint(
                fields=["topic"], condition=~Q(topic=""), name="exchange_service_topic_once"
            ),
            models.UniqueConstraint(
                fields=["provided"], condition=~Q(provided=""), name="exchange_service_provided_once"
            ),
            models.CheckConstraint(
                name="exchange_service_subject_has_a_place",
                condition=Q(subject_in="none", subject_at="") | ~Q(subject_in="none") & ~Q(subject_at=""),
            ),
            models.CheckConstraint(
                name="exchange_service_maintenance_whole",
                condition=Q(maintenance_from__isnull=True, maintenance_until__isnull=True)
                | Q(maintenance_until__gt=F("maintenance_from")) & ~Q(maintenance_words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system}/{self.code}"

    @property
    def address(self) -> str:
        """Behind /lgsp/: member, system, service."""
        return str(self).partition("/")[2]

    def in_maintenance(self, now: datetime) -> bool:
        if self.maintenance_from is None or self.maintenance_until is None:
            return False
        return self.maintenance_from <= now < self.maintenance_until

    def is_withdrawn(self, now: datetime) -> bool:
        return self.withdrawn_on is not None and self.withdrawn_on <= now.astimezone(HANOI).date()
