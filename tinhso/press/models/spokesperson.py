from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency, User


class SpokespersonQuerySet(models.QuerySet["Spokesperson"]):
    def on(self, day: date) -> Self:
        """Those who speak for their agency on that day."""
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gt=day))


class Spokesperson(models.Model):
    """Người phát ngôn of an agency in `[starts, ends)`, with the contact that the law wants public: an office's, not a
    person's. It is no account; who answers in the system holds the role."""

    class Mandate(models.TextChoices):
        HEAD = "head", _("Người đứng đầu cơ quan")
        NAMED = "named", _("Người được giao phát ngôn")
        ONCE = "once", _("Người được ủy quyền theo vụ việc")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="spokespersons")
    mandate = models.CharField(max_length=8, choices=Mandate)
    full_name = models.CharField(max_length=120)
    position = models.CharField(max_length=200)
    phone = models.CharField(max_length=20)
    email = models.EmailField(max_length=120, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SpokespersonQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "-starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="press_spokesperson_mandate_known", condition=Q(mandate__in=["head", "named", "once"])
            ),
            models.CheckConstraint(
                name="press_spokesperson_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
            models.UniqueConstraint(fields=["agency", "full_name", "starts"], name="press_spokesperson_once"),
        ]

    def __str__(self) -> str:
        return f"spokesperson {self.pk}"


class Statement(models.Model):
    """A statement of an agency in one of the legal forms of its day (`form` is a code of the rule `press.statement_forms`).

    `happened_at` is the moment of a sudden event that it is about; the first statement is due until `due_at`.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="press_statements")
    spokesperson = models.ForeignKey(Spokesperson, on_delete=models.PROTECT, related_name="statements")
    form = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    happened_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["agency", "-at"], name="press_statement_newest")]
        constraints = [
            models.CheckConstraint(
                name="press_statement_on_the_web",
                condition=Q(url="") | Q(url__regex=r"^(https://[^/\\\s]|/[^/\\])[^\\]*$"),
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.pk}"

    @property
    def is_late(self) -> bool:
        """Made after its time."""
        return self.due_at is not None and self.at > self.due_at
