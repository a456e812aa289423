from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Post, User


class SeatQuerySet(models.QuerySet[Any]):
    def of(self, actor: Actor, *, on: date) -> Self:
        """The seats that this actor holds that day: in name, for an absent colleague, by the role alone, or after whoever
        was named and holds the post no longer."""
        if actor.agency_id is None or not actor.roles:
            return self.none()
        mine = Q(officer=None) | Q(officer_id__in=[actor.user_id or 0, *actor.covers])
        found = Q()
        for role in actor.roles:
            posts = Post.objects.on(on).with_role(role).filter(agency_id=actor.agency_id)
            left = ~Q(officer_id__in=posts.values("user_id"))  # one list for all seats, not one question each
            found = found | (Q(role=role) & (mine | left))
        return self.filter(found, agency_id=actor.agency_id)


class Seat(models.Model):
    """A place on a document's routing list: a role at an agency, or this officer in that role while the post lasts.

    `day` is the document's, written by the database (migration 0025); None while an outgoing one has no number.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField(null=True, blank=True, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        abstract = True
