from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.onestop.models.store.store_entry import StoreEntry


class PaperShowingQuerySet(models.QuerySet["PaperShowing"]):
    def of(self, actor: Actor) -> Self:
        """What this person shows and has shown."""
        return self.filter(entry__person_id=actor.person_id or 0)

    def open_at(self, at: datetime) -> Self:
        """Those whose code still opens something."""
        return self.filter(expires_at__gt=at, stopped_at=None)


class PaperShowing(models.Model):
    """A stored paper that its owner shows to somebody by a code of a few minutes: what of it, to whom, how often it was opened.

    Only a keyed digest of the code is kept. `expires_at`, `stopped_at`, `opened_at` are technical times: the real clock.
    """

    class What(models.TextChoices):
        FACTS = "facts", "Chỉ thông tin: tên, số, ngày, nơi cấp, hiệu lực"
        WHOLE = "whole", "Cả bản điện tử (tệp)"

    entry = models.ForeignKey(StoreEntry, on_delete=models.PROTECT, related_name="showings")
    what = models.CharField(max_length=5, choices=What)
    to_whom = models.CharField(max_length=120)
    code_digest = models.CharField(max_length=64, unique=True)
    shown_at = models.DateTimeField()  # the legal clock, for the page of the owner
    expires_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)  # the last time

    objects = PaperShowingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="onestop_showing_opened_has_its_time",
                condition=Q(opened=0, opened_at=None) | Q(opened__gt=0, opened_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"PaperShowing {self.pk}"

    def is_open(self, at: datetime) -> bool:
        return self.stopped_at is None and at < self.expires_at
