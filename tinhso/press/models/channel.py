from collections.abc import Collection
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.places.public import AdminUnit


class ChannelQuerySet(models.QuerySet["Channel"]):
    def on(self, day: date) -> Self:
        """Those that work that day, of agencies that exist then: of a dissolved one nobody answers for a page or reads aloud."""
        standing = self.filter(starts__lte=day, agency__valid__contains=day)
        return standing.filter(Q(ends__isnull=True) | Q(ends__gt=day))

    def of_agency(self, by: Actor) -> Self:
        return self.filter(agency=by.agency_id) if by.agency_id else self.none()

    def loud(self) -> Self:
        """Those that read words aloud or show them: what an alert goes to."""
        return self.filter(kind__in=[*Channel.ALOUD, Channel.Kind.BOARD])

    def within(self, unit_ids: Collection[int]) -> Self:
        """Those of these units and of the units in them; none means everywhere."""
        if not unit_ids:
            return self
        inside = Q(unit__in=unit_ids) | Q(unit__parent__in=unit_ids)
        return self.filter(inside | Q(unit__parent__parent__in=unit_ids))

    def pages(self) -> Self:
        """Pages of agencies on the web."""
        return self.filter(kind__in=Channel.ON_THE_WEB)


class Channel(models.Model):
    """Kênh thông tin of an agency in `[starts, ends)`: a loudspeaker network of a commune, a board, the province's source system,
    a page. `verified_at` says that the focal agency has checked that it is the agency's own."""

    class Kind(models.TextChoices):
        WIRED = "wired", _("Đài truyền thanh có dây")
        FM = "fm", _("Đài truyền thanh không dây FM")
        NETWORK = "network", _("Đài truyền thanh ứng dụng công nghệ thông tin, viễn thông")
        BOARD = "board", _("Bảng tin điện tử công cộng")
        SOURCE = "source", _("Hệ thống thông tin nguồn của tỉnh")
        PAGE = "page", _("Trang, kênh mạng xã hội của cơ quan")
        SITE = "site", _("Trang, cổng thông tin điện tử")

    ALOUD = ("wired", "fm", "network", "source")
    ON_THE_WEB = ("page", "site")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="press_channels")
    unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="press_channels"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=300, blank=True)
    points = models.PositiveIntegerField(null=True, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["agency__sort_key", "kind", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="press_channel_kind_known",
                condition=Q(kind__in=["wired", "fm", "network", "board", "source", "page", "site"]),
            ),
            models.CheckConstraint(
                name="press_channel_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
            models.CheckConstraint(
                name="press_channel_on_the_web",
                condition=Q(kind__in=["page", "site"], address__regex=r"^https?://[^/\s]")
                | ~Q(kind__in=["page", "site"]) & Q(address=""),
            ),
            models.CheckConstraint(
                name="press_channel_verified_whole",
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
            ),
            models.UniqueConstraint(fields=["agency", "kind", "name", "starts"], name="press_channel_once"),
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(ends__isnull=True) & ~Q(address=""),
                name="press_channel_address_once",
            ),
        ]

    def __str__(self) -> str:
        return f"channel {self.pk}"

    @property
    def is_aloud(self) -> bool:
        return self.kind in self.ALOUD

    @property
    def is_page(self) -> bool:
        return self.kind in self.ON_THE_WEB

    @property
    def broadcasts_words(self) -> bool:
        """Whether what it broadcasts is planned and confirmed here."""
        return self.is_aloud or self.kind == self.Kind.BOARD


class ChannelSlot(models.Model):
    """Khung giờ phát: on which days of the week (1 is Monday) and between which hours a channel broadcasts what."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="slots")
    days = ArrayField(models.PositiveSmallIntegerField())
    begins = models.TimeField()
    ends = models.TimeField()
    programme = models.CharField(max_length=160)
    dropped_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(name="press_slot_ends_after_start", condition=Q(ends__gt=F("begins"))),
            models.CheckConstraint(
                name="press_slot_days_of_a_week",
                condition=Q(days__len__gt=0) & Q(days__contained_by=[1, 2, 3, 4, 5, 6, 7]),
            ),
        ]

    def __str__(self) -> str:
        return f"slot {self.pk}"
