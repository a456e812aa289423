from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.places.public import AdminUnit
from tinhso.press.models.news_article import NewsCluster


class NewsSearch(models.Model):
    """Tìm kiếm đã lưu of one officer; with `alerts` a notice comes when something new fits, once an hour at most."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=120, blank=True)
    outlet = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    alerts = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="press_news_search_once"),
            models.CheckConstraint(
                name="press_news_search_for_something",
                condition=~Q(words="") | ~Q(outlet="") | Q(unit__isnull=False) | Q(agency__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"news search {self.pk}"


class NewsClip(models.Model):
    """Mục điểm báo: a story that an officer chose for the morning's list of a day, with topic and comment."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    cluster = models.ForeignKey(NewsCluster, on_delete=models.PROTECT, related_name="clips")
    topic = models.CharField(max_length=20)
    comment = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "topic", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "day", "cluster"], name="press_news_clip_once"),
        ]

    def __str__(self) -> str:
        return f"news clip {self.pk}"
