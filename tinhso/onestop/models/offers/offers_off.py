from django.db import models

from tinhso.kernel.people.public import Person


class OffersOff(models.Model):
    """Somebody who wants no offers: none is made while this row is there."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, related_name="offers_off"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"OffersOff {self.person_id}"
