"""Data stories: what an agency tells with its open data, in texts that another person reviews before anybody reads them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User
from tinhso.opendata.models.data_version import DataVersion
from tinhso.opendata.models.dataset import Dataset


class StoryQuerySet(models.QuerySet["Story"]):
    def public(self) -> "StoryQuerySet":
        """Reviewed, published and not withdrawn."""
        return self.filter(live__isnull=False, withdrawn_at=None)

    def showing(self, dataset: Dataset) -> "StoryQuerySet":
        """Those whose present text shows a table of this dataset, the newest first."""
        shown = StorySource.objects.filter(dataset=dataset, text=models.OuterRef("live"))
        return self.filter(models.Exists(shown)).order_by("-live__decided_at", "-pk")


class Story(models.Model):
    """Chuyện kể bằng dữ liệu: an agency's article of words, charts, tables and maps over open datasets.

    `live` is the text that everybody reads, None before the first publication; it has been reviewed by somebody who wrote
    none of it. A withdrawn story keeps its address, which says when and why.
    """

    slug = models.SlugField(max_length=80, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField(unique=True)
    live = models.ForeignKey("StoryText", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(max_length=1000, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="opendata_story_live_since",
                condition=Q(live__isnull=True) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opendata_story_withdrawn_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-published_at"], name="opendata_story_of_agency")]

    def __str__(self) -> str:
        return self.slug


class StoryText(models.Model):
    """A numbered text of a story (bản của chuyện): written, sent, reviewed by another person, then never changed.

    `blocks` are typed (`stories/blocks.py`). `writers` are all who saved it: none of them reviews it. A text after a
    published one has the `reason` of the correction, which readers see. One text at a time is open. One that was given up, or whose
    story was withdrawn, loses its words in time (`erased_at`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        WAITING = "waiting", "Chờ duyệt"
        RETURNED = "returned", "Trả lại để sửa"
        PUBLISHED = "published", "Đã công bố"
        DROPPED = "dropped", "Đã bỏ"

    OPEN = ("draft", "waiting", "returned")
    EDITABLE = ("draft", "returned")

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    lead = models.TextField(max_length=600, blank=True)
    blocks = models.JSONField(default=list)
    reason = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    writers = models.ManyToManyField(User, related_name="+")
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(max_length=1000, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    ver = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="opendata_story_text_number"),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(state__in=["draft", "waiting", "returned"]),
                name="opendata_one_open_story_text",
            ),
            models.CheckConstraint(
                name="opendata_story_text_state",
                condition=Q(state__in=["draft", "waiting", "returned", "published", "dropped"]),
            ),
            models.CheckConstraint(
                name="opendata_story_text_reviewed",
                condition=~Q(state="published") | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opendata_story_correction_why",
                condition=Q(number=1) | ~Q(reason="") | Q(erased_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}/{self.number}"

    @property
    def shown_title(self) -> str:
        """Its title; of an erased one words that say so."""
        return self.title or _("Câu chuyện đã xoá theo thời hạn lưu")


class StorySource(models.Model):
    """The version of a dataset that the block at `position` of a text shows (nguồn số liệu): pinned when it was written."""

    text = models.ForeignKey(StoryText, on_delete=models.PROTECT, related_name="sources")
    position = models.PositiveSmallIntegerField()
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(DataVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["text", "position"], name="opendata_story_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id}:{self.position}"


class StoryPicture(models.Model):
    """A picture laid beside a story, for its blocks to show (ảnh của chuyện); `public` while a published text shows it."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="pictures")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    public = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
