from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency


class SecurityContactQuerySet(models.QuerySet["SecurityContact"]):
    def on(self, day: date) -> Self:
        return self.filter(starts__lte=day).filter(Q(ends=None) | Q(ends__gt=day))


class SecurityContact(models.Model):
    """Whom to call at an agency when something happens: an officer by name, a switchboard or a duty phone."""

    class Part(models.TextChoices):
        OFFICER = "officer", "Cán bộ an toàn thông tin"
        TECHNICAL = "technical", "Kỹ thuật, vận hành"
        LEADER = "leader", "Lãnh đạo phụ trách"

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="security_contacts")
    part = models.CharField(max_length=12, choices=Part)
    full_name = models.CharField(max_length=150)
    title = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=20)
    email = models.CharField(max_length=120, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = SecurityContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=["officer", "technical", "leader"]), name="security_contact_part_known"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")), name="security_contact_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
