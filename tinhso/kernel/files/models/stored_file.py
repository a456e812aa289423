import uuid

from django.db import models

from tinhso.kernel.people.models import User


class StoredFile(models.Model):
    """A file that somebody gave or that the system made. Its bytes lie in the store under their SHA-256."""

    class State(models.TextChoices):
        QUARANTINE = "quarantine", "Đang kiểm tra"
        CLEAN = "clean", "Đã kiểm tra"
        INFECTED = "infected", "Có mã độc"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    state = models.CharField(max_length=12, choices=State, default=State.QUARANTINE)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
