from django.db import models

from tinhso.kernel.people.models import User


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def of(self, user: User) -> "PushSubscriptionQuerySet":
        return self.filter(user=user)


class PushSubscription(models.Model):
    """A browser on which somebody asked for notices: where its maker's push service takes them, and its keys.

    The endpoint is an address only that browser and we know: it is shown to nobody and stands in no log.
    `failed` counts refusals in a row and `last_failure` says what the last one was; a service that answers "gone"
    ends the row. Times are technical.
    """

    class Failure(models.TextChoices):
        NONE = "", ""
        BUSY = "busy", "dịch vụ thông báo của trình duyệt không trả lời"
        REFUSED = "refused", "dịch vụ thông báo của trình duyệt không nhận tin"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=600, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    failed = models.PositiveSmallIntegerField(default=0)
    last_failure = models.CharField(max_length=10, choices=Failure, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)

    objects = PushSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.label} {self.pk}"
