from django.contrib.postgres.fields import ArrayField
from django.db import models


class CallBatch(models.Model):
    """Lô nhật ký lời gọi: rows that came in together; the event `CallsSealed` says `number`, `root`, `count` and `last_at`.

    `call_ids` and `leaves` (32 bytes each) stand in the order of the tree; `event` is the number of that event in the log,
    whose own seal is that of every event. It stays when its rows go.
    """

    number = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    count = models.IntegerField()
    last_at = models.DateTimeField()
    call_ids = ArrayField(models.UUIDField())
    leaves = models.BinaryField()
    event = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)

    @property
    def tree(self) -> list[bytes]:
        """The leaves one by one, in the order of `call_ids`."""
        data = bytes(self.leaves)
        return [data[i : i + 32] for i in range(0, len(data), 32)]
