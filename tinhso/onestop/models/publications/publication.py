from django.conf import settings
from django.db import models

from tinhso.kernel.people.public import Agency
from tinhso.onestop.models.catalogue.procedure import Procedure


class PublicationQuerySet(models.QuerySet["Publication"]):
    def standing(self) -> "PublicationQuerySet":
        """Those that were not struck out as entered by mistake."""
        return self.filter(revoked_at__isnull=True)


class Publication(models.Model):
    """A decision by which the province publishes procedures (quyết định công bố thủ tục hành chính).

    `basis` is the document that brings them in and `basis_from` the day on which it, the newest where there are several,
    comes into force; `latest_on` is the last day on which the decision was in time, reckoned when it was entered.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    basis = models.CharField(max_length=300)
    basis_from = models.DateField()
    latest_on = models.DateField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.CharField(max_length=500, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number", "issued_on"],
                condition=models.Q(revoked_at__isnull=True),
                name="onestop_publication_once",
            ),
            models.CheckConstraint(
                name="onestop_publication_revoked_with_reason",
                condition=models.Q(revoked_at__isnull=True) | ~models.Q(revoke_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def in_time(self) -> bool:
        return self.issued_on <= self.latest_on


class PublishedProcedure(models.Model):
    """A procedure in a decision of publication, and when it was shown to the public; `due_on` is the last day for that."""

    class Change(models.TextChoices):
        NEW = "new", "ban hành mới"
        AMENDED = "amended", "sửa đổi, bổ sung"
        REPLACED = "replaced", "thay thế"
        ABOLISHED = "abolished", "bãi bỏ"

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="lines")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="publications")
    change = models.CharField(max_length=9, choices=Change)
    due_on = models.DateField()
    public_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["procedure__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "procedure"], name="onestop_procedure_once_a_publication"
            ),
            models.CheckConstraint(
                name="onestop_published_change_known",
                condition=models.Q(change__in=["new", "amended", "replaced", "abolished"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.procedure_id}"
