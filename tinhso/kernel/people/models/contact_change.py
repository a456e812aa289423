import uuid

from django.db import models

from tinhso.kernel.people.models.user import User


class ContactChange(models.Model):
    """A new e-mail address or telephone of an account, and the former one, which is told once the new one holds. Technical times.

    `address` is empty where the owner gave it up: then it holds at once. The code is worked out from the row's id and lies
    nowhere. Erased a day later, by `people.forget_contact_changes`.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "Thư điện tử"
        PHONE = "phone", "Điện thoại"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contact_changes")
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.CharField(max_length=120, blank=True)
    former = models.CharField(max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "channel"],
                condition=models.Q(confirmed_at=None),
                name="people_one_contact_change_waits",
            ),
            models.CheckConstraint(
                name="people_contact_change_channel", condition=models.Q(channel__in=["email", "phone"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
