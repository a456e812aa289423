import uuid

from django.db import models

from tinhso.citizen.models.api_key import ApiKey
from tinhso.citizen.models.report import Report


class PendingRequest(models.Model):
    """A request of Open311 whose picture still has to be fetched; `token` is what the client holds meanwhile.

    `body` are the fields as they came, personal ones too, `media_url` where the picture lies: emptied once the report is there.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    api_key = models.ForeignKey(ApiKey, on_delete=models.PROTECT)
    body = models.JSONField()
    media_url = models.CharField(max_length=2000)
    sent_at = models.DateTimeField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return str(self.token)
