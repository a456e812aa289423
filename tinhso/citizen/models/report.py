from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tinhso.casework.public import Case, State
from tinhso.citizen.models.report_category import ReportCategory
from tinhso.citizen.models.report_terms import FIELDS, ReportTerms
from tinhso.kernel.moderation.public import digest_of, flag_words
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.dates import HANOI
from tinhso.lib.map_cells import Range

CLOSED = [State.DONE, State.REFUSED, State.WITHDRAWN]


class ReportQuerySet(models.QuerySet["Report"]):
    def published(self) -> Self:
        """What everybody may read."""
        return self.filter(visibility=Report.Visibility.PUBLISHED)

    def open(self) -> Self:
        return self.exclude(case__state__in=CLOSED)

    def closed(self) -> Self:
        return self.filter(case__state__in=CLOSED)

    def in_cells(self, ranges: list[Range]) -> Self:
        """Inside any of these half-open ranges of map cells; a bounded number of index ranges."""
        inside = Q(pk__isnull=True)
        for low, high in ranges:
            inside |= Q(cell__gte=low, cell__lt=high)
        return self.filter(inside)

    def sent_since(self, moment: datetime) -> Self:
        return self.filter(sent_at__gte=moment)


class Report(models.Model):
    """What somebody saw and where; state, agency and deadline are the case's, who reported is the `Reporter`'s.

    `description` is what was written, read by the desk alone; `shown_text` is the moderated text that the handling unit
    and everybody else read, as `shown_address` and `shown_attributes` are. `lat`, `lon` are WGS84 degrees and `cell` the map cell of both (`lib/map_cells`).
    `attributes` answer the further questions of the category, by their code. `rating_text` is shown to others once the
    desk lets it through; the stars beside it are the case's and public at once.
    """

    class Channel(models.TextChoices):
        APP = "app", "Ứng dụng, trang web"
        COUNTER = "counter", "Tại quầy"
        PHONE = "phone", "Điện thoại"
        OPEN311 = "open311", "Open311"
        EMAIL = "email", "Thư điện tử"

    class Visibility(models.TextChoices):
        PENDING = "pending", "Chờ duyệt đăng"
        PUBLISHED = "published", "Đã đăng"
        HIDDEN = "hidden", "Không đăng"

    class RatingState(models.TextChoices):
        PENDING = "pending", "Chờ duyệt"
        SHOWN = "shown", "Đang hiện"
        HIDDEN = "hidden", "Không hiện"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="report")
    category = models.ForeignKey(ReportCategory, on_delete=models.PROTECT, related_name="reports")
    channel = models.CharField(max_length=10, choices=Channel)
    description = models.TextField(blank=True)
    shown_text = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    cell = models.BigIntegerField(null=True, blank=True)
    commune = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    attributes = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField()
    anonymous = models.BooleanField(default=True)
    flags = models.JSONField(default=list, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PENDING)
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=40, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    reopens = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reopened_by"
    )
    confirms = models.PositiveIntegerField(default=0)
    rating_text = models.TextField(blank=True)
    rating_state = models.CharField(max_length=10, choices=RatingState, blank=True)
    rating_flags = models.JSONField(default=list, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    shown_address = models.CharField(max_length=300, blank=True)
    shown_attributes = models.JSONField(default=dict, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizen_place_is_whole",
                condition=Q(lat__isnull=True, lon__isnull=True, cell__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180, cell__isnull=False),
            ),
            models.CheckConstraint(
                name="citizen_published_has_a_time",
                condition=~Q(visibility="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="citizen_known_visibility",
                condition=Q(visibility__in=["pending", "published", "hidden"]),
            ),
            models.CheckConstraint(
                name="citizen_rating_words_have_a_state",
                condition=Q(rating_state="", rating_text="")
                | Q(rating_state__in=["pending", "shown", "hidden"]),
            ),
        ]
        indexes = [
            GinIndex(ReportTerms(*FIELDS), name="citizen_report_found"),
            models.Index(
                fields=["cell"],
                include=["id", "lat", "lon", "category", "commune", "case"],
                condition=Q(visibility="published", cell__isnull=False),
                name="citizen_report_cells",
            ),
            models.Index(
                fields=["-sent_at", "-id"],
                condition=Q(visibility="published"),
                name="citizen_report_newest",
            ),
            models.Index(
                fields=["commune", "-sent_at"],
                condition=Q(visibility="published"),
                name="citizen_report_commune",
            ),
            models.Index(
                fields=["category", "-sent_at"],
                condition=Q(visibility="published"),
                name="citizen_report_category",
            ),
            models.Index(
                fields=["sent_at"], condition=Q(visibility="pending"), name="citizen_report_to_moderate"
            ),
            models.Index(
                fields=["sent_at"], condition=Q(rating_state="pending"), name="citizen_ratings_to_moderate"
            ),
            models.Index(
                fields=["reviewed_at"], condition=Q(visibility="hidden"), name="citizen_report_hidden"
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    @property
    def rating_digest(self) -> str:
        """Tells the words that somebody read from others that were written meanwhile."""
        return digest_of(self.rating_text)

    @property
    def rating_flag_words(self) -> list[str]:
        """What may be wrong with them, as the desk reads it."""
        return flag_words(self.rating_flags)

    @property
    def shown_rating(self) -> str:
        """What the sender wrote beside the stars, as everybody but the desk reads it."""
        return self.rating_text if self.rating_state == self.RatingState.SHOWN else ""

    @property
    def district(self) -> AdminUnit | None:
        """The one that its commune lay in when it was sent."""
        return self.commune.district_on(self.sent_at.astimezone(HANOI).date()) if self.commune else None
