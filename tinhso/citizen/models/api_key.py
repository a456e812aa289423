from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User


class ApiKey(models.Model):
    """A client of Open311: asked for on a page, approved by the desk, kept as a digest only.

    `name` and `email` are those of whoever answers for the client; `digest` is SHA-256 of the key, which is shown
    once. `per_hour` is how many reports it may send in an hour.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Chờ duyệt"
        ACTIVE = "active", "Đang dùng"
        REVOKED = "revoked", "Đã thu hồi"

    name = models.CharField(max_length=200)
    email = models.CharField(max_length=120)
    purpose = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    digest = models.CharField(max_length=64, blank=True)
    claim = models.CharField(max_length=64, unique=True)
    per_hour = models.PositiveIntegerField(default=60)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="citizen_key_once"),
            models.CheckConstraint(
                name="citizen_key_state_known", condition=Q(state__in=["asked", "active", "revoked"])
            ),
        ]

    def __str__(self) -> str:
        return self.name
