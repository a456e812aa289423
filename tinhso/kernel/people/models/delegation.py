from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from tinhso.kernel.people.models.post import Post


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def on(self, day: date) -> "DelegationQuerySet":
        return self.filter(valid__contains=day)


class Delegation(models.Model):
    """The holder of `giver` lets the holder of `receiver` sign in a capacity, for a field or all, for a time."""

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

    objects = DelegationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.capacity} {self.giver_id} → {self.receiver_id}"
