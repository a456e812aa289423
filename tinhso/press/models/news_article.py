from datetime import date, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.press.models.news_source import NewsSource
from tinhso.press.models.press_issue import PressIssue


class NewsCluster(models.Model):
    """Nhóm tin: copies of one article at several outlets; `topic` is a code of the rule `press.news_topics`, chosen by an
    officer. The issue that was made of it links the articles to what came of them."""

    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    topic = models.CharField(max_length=20, blank=True)
    issue = models.ForeignKey(
        PressIssue, on_delete=models.PROTECT, null=True, blank=True, related_name="news_clusters"
    )

    class Meta:
        indexes = [models.Index(fields=["-last_at"], name="press_news_cluster_newest")]

    def __str__(self) -> str:
        return f"news cluster {self.pk}"


class NewsArticleQuerySet(models.QuerySet["NewsArticle"]):
    def between(self, first: datetime, last: datetime) -> Self:
        """Published in `[first, last)`, the newest first."""
        return self.filter(published_at__gte=first, published_at__lt=last).order_by("-published_at", "-pk")

    def bare(self) -> Self:
        """Without what is there for matching alone: full texts of a page of articles are megabytes."""
        return self.defer("text", "signature", "bands")


class NewsArticle(models.Model):
    """Tin báo chí: what an outlet published about the province, as its feed says it: address, title, excerpt, moment.

    There is no column for who wrote it, nor for what anybody thinks. `text` is there to find copies and names, until
    `text_until`; signature and bands go when no copy can join any more. `dated` says that the moment is the outlet's, not that of the reading.
    """

    source = models.ForeignKey(NewsSource, on_delete=models.PROTECT, related_name="articles")
    cluster = models.ForeignKey(NewsCluster, on_delete=models.PROTECT, related_name="articles")
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=300, blank=True)
    folded = models.CharField(max_length=700)
    published_at = models.DateTimeField()
    dated = models.BooleanField(default=True)
    read_at = models.DateTimeField()
    text = models.TextField(blank=True)
    text_until = models.DateField(null=True, blank=True)
    signature = models.BinaryField(max_length=1024, default=bytes)
    bands = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = NewsArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["url"], name="press_news_article_once"),
            models.CheckConstraint(
                name="press_news_article_on_the_web", condition=Q(url__regex="^https?://[^/]")
            ),
            models.CheckConstraint(
                name="press_news_article_text_ends", condition=Q(text="") | Q(text_until__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at"], name="press_news_article_newest"),
            models.Index(fields=["text_until"], name="press_news_article_ends"),
            GinIndex(fields=["bands"], name="press_news_article_bands"),
        ]

    def __str__(self) -> str:
        return f"news article {self.pk}"

    def text_is_over(self, day: date) -> bool:
        return self.text_until is not None and self.text_until <= day


class NewsMention(models.Model):
    """A place or an agency that an article names."""

    article = models.ForeignKey(NewsArticle, on_delete=models.CASCADE, related_name="mentions")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="press_news_mention_of_one",
                condition=Q(unit__isnull=True, agency__isnull=False)
                | Q(unit__isnull=False, agency__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["article", "unit", "agency"], name="press_news_mention_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"news mention {self.pk}"
