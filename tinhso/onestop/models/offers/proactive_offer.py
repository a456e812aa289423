from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Person
from tinhso.onestop.models.dossier.dossier import Dossier


class ProactiveOfferQuerySet(models.QuerySet["ProactiveOffer"]):
    def open_for(self, person_id: int, day: date) -> Self:
        """What a person is offered on a day; nothing where they switched offers off."""
        found = self.filter(person=person_id, declined_at=None, taken_at=None, until__gte=day)
        return found.exclude(person__offers_off__isnull=False)


class ProactiveOffer(models.Model):
    """The next right or duty that somebody was offered after a dossier of theirs was settled, by a line of `data/offers.csv`.

    `code` names the line; which of its versions holds is decided by the day of `made_at`. `followed_by` is the dossier that
    was begun from it. No page of officers reads this table: who declined is nobody's business.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    code = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    until = models.DateField()
    declined_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    followed_by = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProactiveOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "code"], name="onestop_offer_once"),
            models.CheckConstraint(
                name="onestop_offer_one_answer", condition=Q(declined_at=None) | Q(taken_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.dossier_id}"
