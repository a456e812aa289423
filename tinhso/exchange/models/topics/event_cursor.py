from django.db import models


class EventCursor(models.Model):
    """Con trỏ đọc sự kiện: how far the exchange has read the sealed log; one row.

    `seal` is the number of a seal, `position` how many of its rows have been read.
    """

    name = models.CharField(max_length=20, unique=True)
    seal = models.BigIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField()  # the real clock

    def __str__(self) -> str:
        return f"{self.name} {self.seal}+{self.position}"
