from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency, User


class PublicInformationQuerySet(models.QuerySet["PublicInformation"]):
    def in_force(self) -> Self:
        """What stands on the list: entered and not taken off again."""
        return self.filter(removed_at=None)


class PublicInformation(models.Model):
    """Where an agency has published one item of the yearly list of what must be public (Điều 17, 18): a link with its day."""

    class Kind(models.TextChoices):
        PAGE = "page", "Trang"
        DATASET = "dataset", "Bộ dữ liệu"
        DOCUMENT = "document", "Văn bản"
        FILE = "file", "Tệp"

    MOST = 20  # of one item, agency and year

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=30)  # code of the list of the law
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    link = models.CharField(max_length=500)
    published_on = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PublicInformationQuerySet.as_manager()

    class Meta:
        ordering = ("item", "published_on", "pk")
        constraints = [
            models.CheckConstraint(
                name="citizen_public_information_link",
                condition=Q(link__regex=r"^(https?://[^/\\\s]|/[^/\\]|/$)[^\\\s]*$"),
            ),
            models.CheckConstraint(
                name="citizen_public_information_kind",
                condition=Q(kind__in=["page", "dataset", "document", "file"]),
            ),
            models.UniqueConstraint(
                fields=["agency", "year", "item", "link"],
                condition=Q(removed_at__isnull=True),
                name="citizen_public_information_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.year} of agency {self.agency_id}"
