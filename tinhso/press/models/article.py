from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import PressApprover, PressEditor, PressWriter
from tinhso.press.models.category import Category

LOCK_LASTS = timedelta(minutes=30)


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the own agency, for who writes, edits or approves there."""
        works = any(actor.holds(role) for role in (PressWriter, PressEditor, PressApprover))
        if not actor.is_officer or not works:
            return self.none()
        return self.filter(agency_id=actor.agency_id or 0)

    def public(self, now: datetime) -> Self:
        """What everybody may read at this moment: published, not withdrawn, not expired."""
        unexpired = Q(live__expires_at=None) | Q(live__expires_at__gt=now)
        return self.filter(unexpired, live__isnull=False, live__at__lte=now).exclude(live__kind="withdrawal")

    def in_language(self, language: str) -> Self:
        """Originals are Vietnamese; translations stand beside them, not among them."""
        return self.filter(language=language)

    def due(self, now: datetime) -> Self:
        """Approved ones whose hour has come: neither before they shall go live nor under an embargo."""
        ready = (Q(go_live_at=None) | Q(go_live_at__lte=now)) & (
            Q(embargo_until=None) | Q(embargo_until__lte=now)
        )
        return self.filter(ready, state=Article.State.APPROVED)


class Article(models.Model):
    """An article: where its newest text is on the way from writer to approver, and what of it is live.

    `head` is the newest text, `approved` the one that the approver let through, `live` what readers see. A text that is
    changed after its approval loses it. `locked_by` works on it now. A translation is an article of its own, with the version of its
    `original` that it was made of.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang viết"
        EDITING = "editing", "Chờ biên tập"
        APPROVAL = "approval", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt, chờ giờ đăng"
        PUBLISHED = "published", "Đã đăng"
        WITHDRAWN = "withdrawn", "Đã gỡ"

    class Language(models.TextChoices):
        VIETNAMESE = "vi", "Tiếng Việt"
        ENGLISH = "en", "English"

    class Change(models.TextChoices):
        FIRST = "first", "Bài mới"
        CORRECTION = "correction", "Đính chính"
        REWRITE = "rewrite", "Viết lại"

    code = models.CharField(max_length=16, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="articles")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="articles")
    language = models.CharField(max_length=2, choices=Language, default=Language.VIETNAMESE)
    original = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="translations")
    original_version = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    change = models.CharField(max_length=12, choices=Change, default=Change.FIRST)
    reason = models.CharField(max_length=500, blank=True)
    ver = models.PositiveIntegerField(default=1)
    head = models.ForeignKey("ArticleRevision", null=True, on_delete=models.PROTECT, related_name="+")
    approved = models.ForeignKey("ArticleRevision", null=True, on_delete=models.PROTECT, related_name="+")
    live = models.ForeignKey("Publication", null=True, on_delete=models.PROTECT, related_name="+")
    go_live_at = models.DateTimeField(null=True, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "editing", "approval", "approved", "published", "withdrawn"]),
                name="press_article_state_known",
            ),
            models.CheckConstraint(
                condition=Q(language="vi", original=None, original_version=None)
                | Q(language="en", original__isnull=False, original_version__isnull=False),
                name="press_article_translation_whole",
            ),
            models.UniqueConstraint(
                fields=["original", "language"], name="press_article_one_translation_a_language"
            ),
            models.CheckConstraint(
                condition=Q(change__in=["first", "correction", "rewrite"]), name="press_article_change_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved=F("head")), name="press_article_approved_is_head"
            ),
            models.CheckConstraint(
                condition=Q(change="first") | ~Q(reason=""), name="press_article_change_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state"], name="press_article_desk"),
            models.Index(fields=["-published_at"], name="press_article_newest"),
        ]

    def __str__(self) -> str:
        return self.code

    def locked_for(self, user_id: int | None, now: datetime) -> bool:
        """Whether somebody else works on it: a lock lasts half an hour after its last use."""
        return (
            self.locked_by_id is not None
            and self.locked_by_id != user_id
            and self.locked_at is not None
            and now - self.locked_at < LOCK_LASTS
        )
