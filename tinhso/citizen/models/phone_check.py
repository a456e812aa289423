import uuid

from django.db import models

from tinhso.kernel.people.public import Person


class PhoneCheck(models.Model):
    """A one-time code sent to a phone that somebody typed (`person.phone`); technical times.

    Its signed id is what a browser keeps to send further reports by that phone. Unanswered ones are erased a day
    later, answered ones when no browser can show them any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)
