from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User
from tinhso.press.models.article import Article


class ArticleRevision(models.Model):
    """One text of an article, never changed. `aside`: it was saved upon an older text than the newest, and waits to be
    looked at; nothing typed is lost."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=600, blank=True)
    blocks: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    aside = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="press_revision_number_once"),
            models.CheckConstraint(condition=~Q(title=""), name="press_revision_has_title"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"


class ArticleDraft(models.Model):
    """What somebody is typing, as it was sent last: checked by nobody, gone when it becomes a revision."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="drafts")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    base = models.PositiveIntegerField()
    title = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    blocks: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "by"], name="press_draft_once")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.by_id}"
