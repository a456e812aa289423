from django.db import models

from tinhso.casework.public import Case
from tinhso.exchange.models.agreements.agreement import Agreement


class AgreementReview(models.Model):
    """Rà soát hằng năm một thỏa thuận, as a case of the provider; one a day on which the year ends."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="exchange_review"
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews")
    for_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "for_day"], name="exchange_review_once_a_year")
        ]

    def __str__(self) -> str:
        return f"review {self.case_id}"
