from django.db import models

from tinhso.kernel.people.public import User
from tinhso.opendata.models.dataset import Dataset


class DatasetFollow(models.Model):
    """Theo dõi bộ dữ liệu: an account that is told when a new version is published. Goes with the account."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="follows")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "user"], name="opendata_follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.dataset_id}"
