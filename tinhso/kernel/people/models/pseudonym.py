from django.db import models

from tinhso.kernel.people.models.person import Person


class Pseudonym(models.Model):
    """A nameless person that stands in a case for the one who sent it: the only row that leads back to that one.

    Only `people/persons/pseudonyms.py` reads it. The database's reading role may not.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Pseudonym {self.pk}"
