from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models.subscriptions.event_subscription import EventSubscription
from tinhso.exchange.models.topics.published_event import PublishedEvent
from tinhso.kernel.people.public import User


class EventDeliveryQuerySet(models.QuerySet["EventDelivery"]):
    def due(self, subscription: EventSubscription, at: datetime, *, in_order: bool) -> Self:
        """What may go out now, the oldest first; in order, nothing whose subject has something older that is open."""
        waiting = self.filter(
            subscription=subscription, state=EventDelivery.State.WAITING, next_try__lte=at
        ).order_by("sequence")
        older = EventDelivery.objects.filter(
            subscription=subscription,
            subject=OuterRef("subject"),
            state__in=OPEN,
            sequence__lt=OuterRef("sequence"),
        )
        return waiting.exclude(Exists(older)) if in_order else waiting

    def fetchable(self, subscription: EventSubscription, at: datetime, *, in_order: bool) -> Self:
        """What may be fetched together, the oldest first; in order, nothing whose subject has something older that is not among it."""
        waiting = self.filter(
            subscription=subscription, state=EventDelivery.State.WAITING, next_try__lte=at
        ).order_by("sequence")
        older = EventDelivery.objects.filter(
            Q(state__in=[EventDelivery.State.SENDING, EventDelivery.State.DEAD]) | Q(next_try__gt=at),
            subscription=subscription,
            subject=OuterRef("subject"),
            state__in=OPEN,
            sequence__lt=OuterRef("sequence"),
        )
        return waiting.exclude(Exists(older)) if in_order else waiting


class EventDelivery(models.Model):
    """Lần giao sự kiện: one notice on its way to one subscription. Times are the real clock.

    Of who fetches, `lease` names the answer that had it last; it comes again where that was not confirmed in time.
    `dead` waits for somebody to send it anew or to skip it with a reason; until then what is about the same subject waits behind it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        DELIVERED = "delivered", _("Đã nhận")
        DEAD = "dead", _("Không gửi được")
        SKIPPED = "skipped", _("Đã bỏ qua")

    subscription = models.ForeignKey(EventSubscription, on_delete=models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(PublishedEvent, on_delete=models.PROTECT, related_name="deliveries")
    sequence = models.BigIntegerField()
    subject = models.CharField(max_length=60)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=32, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    skip_reason = models.CharField(max_length=500, blank=True)
    skipped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = EventDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="exchange_delivery_once"),
            models.CheckConstraint(
                name="exchange_delivery_skipped_has_a_reason",
                condition=~Q(state="skipped") | ~Q(skip_reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["subscription", "subject", "sequence"],
                condition=Q(state__in=["waiting", "sending", "dead"]),
                name="exchange_delivery_open",
            ),
            models.Index(fields=["subscription", "-id"], name="exchange_delivery_list"),
            models.Index(fields=["state", "-id"], name="exchange_delivery_state"),
            models.Index(fields=["subject"], name="exchange_delivery_subject"),
            models.Index(
                fields=["subscription", "lease"], condition=~Q(lease=""), name="exchange_delivery_lease"
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


OPEN = [EventDelivery.State.WAITING, EventDelivery.State.SENDING, EventDelivery.State.DEAD]


class DeliveryAttempt(models.Model):
    """Một lần gửi: when, how long, and what the receiver answered; never the body of its answer."""

    delivery = models.ForeignKey(EventDelivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["delivery", "pk"]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.at:%H:%M:%S}"
