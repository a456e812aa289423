from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.kernel.events.models.xid_field import XidField


class Seal(models.Model):
    """A batch of rows sealed together; `previous` chains it to the seal before, so history cannot be rewritten.

    `hash` = SHA-256(previous ‖ root ‖ count as 8 bytes big-endian), hexadecimal like `root` and `previous`.
    `row_ids` and `leaves` (32 bytes each) stand in the order of the tree; `last_*` is the key of the last row.
    """

    class Log(models.TextChoices):
        EVENTS = "events", "Sự kiện"
        ACCESS = "access", "Lượt xem dữ liệu cá nhân"

    log = models.CharField(max_length=6, choices=Log)
    number = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    count = models.IntegerField()
    row_ids = ArrayField(models.BigIntegerField())
    leaves = models.BinaryField()
    last_epoch = models.IntegerField()
    last_xid = XidField()
    last_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_seal"
        constraints = [
            models.UniqueConstraint(fields=["log", "previous"], name="kernel_seal_one_successor"),
            models.UniqueConstraint(fields=["log", "number"], name="kernel_seal_one_number"),
        ]
        indexes = [
            models.Index(fields=["log", "last_epoch", "last_xid", "last_id"], name="kernel_seal_reach")
        ]

    def __str__(self) -> str:
        return f"{self.log} {self.number}"

    @property
    def tree(self) -> list[bytes]:
        """The leaves one by one, in the order of `row_ids`."""
        data = bytes(self.leaves)
        return [data[i : i + 32] for i in range(0, len(data), 32)]
