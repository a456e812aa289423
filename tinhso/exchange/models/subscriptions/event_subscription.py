from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models.registry.information_system import InformationSystem
from tinhso.exchange.models.registry.service import Service
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Auditor


class EventSubscriptionQuerySet(models.QuerySet["EventSubscription"]):
    def visible_to(self, actor: Actor, *, runs: bool) -> Self:
        """Those of systems of this actor's agency; the agency that runs the platform and auditors read all."""
        if runs or actor.holds(Auditor):
            return self.all()
        return self.filter(system__member__agency=actor.agency_id or 0)

    def whole(self) -> Self:
        return self.select_related("service__system__member", "system__member")


class EventSubscription(models.Model):
    """Đăng ký nhận sự kiện: a system is told of a topic, as long as an agreement about its service is in force.

    `reached` is the number of the last notice for which a delivery was made or passed over. One that is paused is sent nothing and
    misses nothing; one that has ended is not taken up again. Who fetches (`way`) has no address: it asks through the plane.
    """

    class Way(models.TextChoices):
        PUSH = "push", _("Nền tảng gửi tới địa chỉ")
        PULL = "pull", _("Bên nhận tự lấy và xác nhận")

    class Pause(models.TextChoices):
        OWN = "own", _("Bên nhận tạm dừng")
        OPERATOR = "operator", _("Cơ quan vận hành tạm dừng")
        GONE = "gone", _("Nơi nhận báo không còn nhận (410)")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="subscriptions")
    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="subscriptions")
    way = models.CharField(max_length=4, choices=Way, default=Way.PUSH)
    url = models.CharField(max_length=500, blank=True)
    reached = models.BigIntegerField(default=0)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    pause = models.CharField(max_length=8, choices=Pause, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EventSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "system"],
                condition=Q(ended_at__isnull=True),
                name="exchange_subscription_once",
            ),
            models.CheckConstraint(
                name="exchange_subscription_pushed_has_an_address",
                condition=Q(way="push") & ~Q(url="") | Q(way="pull", url=""),
            ),
            models.CheckConstraint(
                name="exchange_subscription_pause_has_a_ground",
                condition=Q(paused_at__isnull=True, pause="") | Q(paused_at__isnull=False) & ~Q(pause=""),
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def where(self) -> str:
        """The address that is told, or that somebody fetches."""
        return self.url or str(self.get_way_display())

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and self.paused_at is None
