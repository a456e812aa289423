from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User
from tinhso.press.models.outlet_article import OutletArticle

A_DAY = timedelta(days=1)


class NewsSourceQuerySet(models.QuerySet["NewsSource"]):
    def due(self, now: datetime) -> Self:
        """Those whose turn it is, the longest waiting first."""
        return self.filter(active=True, next_at__lte=now).order_by("next_at", "pk")

    def missed(self, now: datetime) -> Self:
        """Those whose articles may be missing: they fail, or nothing was read for a day, since the job does not run."""
        silent = Q(good_at__lt=now - A_DAY) | Q(good_at__isnull=True, at__lt=now - A_DAY)
        return self.filter(Q(failures__gt=0) | silent, active=True)


class NewsSource(models.Model):
    """Nguồn tin: a feed or sitemap that an outlet publishes for machines, on the list of hosts that may be asked.

    `inside` is an outlet of the province: of others only what names the province is stored. `terms` says by which right it is
    read. `rules` are what the site's robots.txt lets machines fetch, `faults` what was not understood the last time.
    """

    outlet = models.CharField(max_length=120)
    rhythm = models.CharField(max_length=8, choices=OutletArticle.Rhythm)
    url = models.CharField(max_length=500)
    host = models.CharField(max_length=120)
    inside = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(default=15)
    month_first = models.BooleanField(default=False)
    terms = models.CharField(max_length=300)
    active = models.BooleanField(default=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    good_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    items = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=80, blank=True)
    rules = models.JSONField(default=list, blank=True)
    delay = models.PositiveIntegerField(default=0)
    rules_at = models.DateTimeField(null=True, blank=True)

    objects = NewsSourceQuerySet.as_manager()

    class Meta:
        ordering = ["outlet", "pk"]
        indexes = [models.Index(fields=["next_at"], name="press_news_source_next")]
        constraints = [
            models.UniqueConstraint(fields=["url"], name="press_news_source_once"),
            models.CheckConstraint(
                name="press_news_source_on_the_web", condition=Q(url__startswith="https://")
            ),
            models.CheckConstraint(
                name="press_news_source_period", condition=Q(minutes__gte=15, minutes__lte=1440)
            ),
            models.CheckConstraint(
                name="press_news_source_rhythm", condition=Q(rhythm__in=["daily", "weekly"])
            ),
        ]

    def __str__(self) -> str:
        return f"news source {self.pk}"

    @property
    def health(self) -> str:
        """`off`, `new`, `late` after a failure, `soon` where something was not understood, else `ok`."""
        if not self.active:
            return "off"
        if self.failures:
            return "late"
        if self.checked_at is None:
            return "new"
        return "soon" if self.faults else "ok"
