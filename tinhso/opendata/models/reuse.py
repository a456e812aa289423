import secrets
from typing import Self

from django.db import models

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.opendata.models.dataset import Dataset


def new_reuse_salt() -> bytes:
    return secrets.token_bytes(16)


class ReuseQuerySet(models.QuerySet["Reuse"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        """With everything that a page of one reads; one query more for the datasets."""
        return self.select_related("case__agency", "case__process", "case__person").prefetch_related(
            "datasets"
        )

    def published(self) -> Self:
        """What the public reads, the newest first."""
        return self.filter(published_at__isnull=False, taken_down_at__isnull=True).order_by(
            "-published_at", "-pk"
        )


class Reuse(models.Model):
    """Ứng dụng dùng dữ liệu mở: somebody's application that uses our datasets, public once the focal agency lets it be.

    State and responsible agency are the case's; the words stand here and can be erased. `url` is https and is only
    ever shown as a link in words. `taken_down_at`: its proposer or the focal agency took it out of the showcase again.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="data_reuse")
    title = models.CharField(max_length=120)
    url = models.URLField(max_length=300)
    description = models.TextField(max_length=2000)
    datasets = models.ManyToManyField(Dataset, related_name="reuses")
    refusal_text = models.TextField(max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    salt = models.BinaryField(max_length=16, default=new_reuse_salt)

    objects = ReuseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="opendata_reuse_https", condition=models.Q(url__startswith="https://")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        return self.published_at is not None and self.taken_down_at is None
