from django.db import models

from tinhso.opendata.models.dataset import Dataset
from tinhso.opendata.models.open_data_list import OpenDataList


class NationalDelivery(models.Model):
    """A message to data.gov.vn (lần gửi lên Cổng dữ liệu quốc gia): a list, or a dataset's record; kept and tried again.

    `payload` is what is sent. `key` makes a repetition the same thing at the other side. Sent in order of `pk`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        DELIVERED = "delivered", "Đã nhận"
        REFUSED = "refused", "Bị từ chối"
        STUCK = "stuck", "Gửi nhiều lần không được"

    kind = models.CharField(max_length=10, choices=[("list", "list"), ("dataset", "dataset")])
    list = models.ForeignKey(
        OpenDataList, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    dataset = models.ForeignKey(
        Dataset, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    key = models.CharField(max_length=100, unique=True)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    message = models.CharField(max_length=500, blank=True)
    receipt = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="opendata_delivery_state",
                condition=models.Q(state__in=["waiting", "delivered", "refused", "stuck"]),
            ),
            models.CheckConstraint(
                name="opendata_delivery_of_one",
                condition=models.Q(kind="list", list__isnull=False, dataset__isnull=True)
                | models.Q(kind="dataset", list__isnull=True, dataset__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="opendata_deliveries_due")]

    def __str__(self) -> str:
        return self.key
