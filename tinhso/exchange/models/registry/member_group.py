from django.db import models

from tinhso.exchange.models.registry.information_system import InformationSystem


class MemberGroup(models.Model):
    """Nhóm hệ thống that one agreement may name instead of 166 (X-Road: local group)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.code


class GroupSeat(models.Model):
    """A system in a group since a moment; `left_at` ends it, and it may come back by another row."""

    group = models.ForeignKey(MemberGroup, on_delete=models.PROTECT, related_name="seats")
    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="seats")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["group", "system", "joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "system"],
                condition=models.Q(left_at__isnull=True),
                name="exchange_group_seat_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.system_id}"
