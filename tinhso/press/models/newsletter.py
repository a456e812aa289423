from datetime import datetime
from typing import Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.press.models.article import Article


class NewsSubscriptionQuerySet(models.QuerySet["NewsSubscription"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def due(self, now: datetime) -> Self:
        """Confirmed ones whose letter is to leave."""
        return self.confirmed().filter(next_at__lte=now)


class NewsSubscription(models.Model):
    """Who asked for news by mail: an address and topics, nothing else of a person. Nothing leaves before the address was confirmed;
    the row goes, address and all, when its reader unsubscribes."""

    class Frequency(models.TextChoices):
        DAILY = "daily", _("Mỗi ngày")
        WEEKLY = "weekly", _("Mỗi tuần, sáng thứ hai")

    key = models.UUIDField(unique=True, default=uuid4)
    email = models.CharField(max_length=120)
    topics = ArrayField(models.SlugField(max_length=40))
    frequency = models.CharField(max_length=8, choices=Frequency)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sent_until = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = NewsSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(confirmed_at__isnull=False), name="press_subscription_once"
            ),
            models.UniqueConstraint(
                fields=["email"], condition=Q(confirmed_at__isnull=True), name="press_subscription_waits_once"
            ),
            models.CheckConstraint(
                name="press_subscription_whole",
                condition=Q(confirmed_at__isnull=True, sent_until__isnull=True, next_at__isnull=True)
                | Q(confirmed_at__isnull=False, sent_until__isnull=False, next_at__isnull=False),
            ),
            models.CheckConstraint(name="press_subscription_has_topics", condition=Q(topics__len__gt=0)),
        ]
        indexes = [models.Index(fields=["next_at"], name="press_subscription_due")]

    def __str__(self) -> str:
        return f"subscription {self.pk}"


class NewsletterItem(models.Model):
    """That a letter brought this article in this version: whoever received it is told of its correction."""

    subscription = models.ForeignKey(NewsSubscription, on_delete=models.PROTECT, related_name="items")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["subscription", "article"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "article"], name="press_newsletter_item_once")
        ]
        indexes = [models.Index(fields=["at"], name="press_newsletter_items_old")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.article_id}"
