from django.db import models

from tinhso.casework.public import Case
from tinhso.exchange.models.agreements.agreement import Agreement


class AgreementDispute(models.Model):
    """Tranh chấp về từ chối chia sẻ, as a case of the agency that runs the platform: it decides over the objection."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="exchange_dispute"
    )
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="dispute")
    text = models.CharField(max_length=1000)
    decision_text = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"dispute {self.case_id}"
