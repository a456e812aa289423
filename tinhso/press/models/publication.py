from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.press.models.article import Article
from tinhso.press.models.article_revision import ArticleRevision


class Publication(models.Model):
    """One published version of an article, kept for ever: the legal archive. The last one is what readers see."""

    class Kind(models.TextChoices):
        FIRST = "first", "Đăng lần đầu"
        CORRECTION = "correction", "Đính chính"
        REWRITE = "rewrite", "Viết lại"
        WITHDRAWAL = "withdrawal", "Gỡ bài"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=500, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="press_publication_number_once"),
            models.CheckConstraint(
                condition=Q(kind="first") | ~Q(reason=""), name="press_publication_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"


class PublishedFigure(models.Model):
    """What a figure block showed when its version was published; beside it pages show what the figure is now."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="figures")
    position = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    words: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    value = models.DecimalField(max_digits=40, decimal_places=12, null=True)

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="press_figure_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"


class PublishedFile(models.Model):
    """A picture or file that this published version shows."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "file"], name="press_file_once")]

    def __str__(self) -> str:
        return str(self.file_id)


class FormerAddress(models.Model):
    """An address that an article had; whoever opens it is led on."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="former_addresses")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug
