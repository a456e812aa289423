import secrets

from django.db import models

from tinhso.kernel.places.models import AdminUnit


def new_salt() -> bytes:
    return secrets.token_bytes(16)


class Person(models.Model):
    """A citizen or an organisation towards the state. Everything personal stands here and can be erased.

    Events hold only commitments made with `salt`; when the row is purged the salt goes with it.
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", "Cá nhân"
        ORGANISATION = "organisation", "Tổ chức"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CITIZEN)
    full_name = models.CharField(max_length=200)
    id_number = models.CharField(
        max_length=20, blank=True
    )  # số định danh cá nhân, or the enterprise's tax code
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True)
    salt = models.BinaryField(max_length=16, default=new_salt)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "id_number"],
                condition=~models.Q(id_number=""),
                name="people_one_person_an_id",
            ),
        ]

    def __str__(self) -> str:
        return f"Person {self.pk}"
