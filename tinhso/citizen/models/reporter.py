import secrets

from django.db import models

from tinhso.citizen.models.api_key import ApiKey
from tinhso.citizen.models.report import Report


def new_salt() -> bytes:
    return secrets.token_bytes(16)


class Reporter(models.Model):
    """Who sent a report. Apart from it, so that no page of a handling unit ever joins it; erasable with its salt.

    Read by the triage desk alone, and each reading is in the access log. `confirmed` says that the phone answered
    a code. `api_key` is the client of Open311 that sent it on.
    """

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="reporter")
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    confirmed = models.BooleanField(default=False)
    api_key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, null=True, blank=True)
    salt = models.BinaryField(max_length=16, default=new_salt)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["phone"], condition=~models.Q(phone=""), name="citizen_reporter_phone")
        ]

    def __str__(self) -> str:
        return f"Reporter of {self.report_id}"
