from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from tinhso.kernel.people.models.post import Post
from tinhso.kernel.people.models.post_list import PostList


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def on(self, day: date) -> "DelegationQuerySet":
        return self.filter(valid__contains=day)

    def in_force(self) -> "DelegationQuerySet":
        """Given by the head in person or confirmed by a second person; what waits or was refused gives nobody a right."""
        return self.filter(Q(request__isnull=True) | Q(request__state=PostList.State.CONFIRMED))

    def standing(self) -> "DelegationQuerySet":
        """In force, or waiting for the second person."""
        return self.exclude(request__state=PostList.State.REFUSED)


class Delegation(models.Model):
    """The holder of `giver` lets the holder of `receiver` sign in a capacity, for a field or all, for a time.

    `request` is that of an administrator who recorded the paper: the right begins when a second person confirms it.
    """

    class Capacity(models.TextChoices):
        TM = "TM.", "Thay mặt"
        KT = "KT.", "Ký thay"
        TL = "TL.", "Thừa lệnh"
        TUQ = "TUQ.", "Thừa ủy quyền"

    giver = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations_given")
    receiver = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations_received")
    capacity = models.CharField(max_length=4, choices=Capacity)
    field = models.CharField(max_length=60, blank=True)  # empty: everything the giver may sign
    valid = DateRangeField()
    source = models.CharField(max_length=300)
    request = models.ForeignKey(
        PostList, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )

    objects = DelegationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.capacity} {self.giver_id} → {self.receiver_id}"
