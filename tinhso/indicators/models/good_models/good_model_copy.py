from django.db import models

from tinhso.indicators.models.good_models.good_model import GoodModel
from tinhso.kernel.people.public import Agency


class GoodModelCopy(models.Model):
    """An agency that copied a good model, since when and how; told by that agency itself."""

    model = models.ForeignKey(GoodModel, on_delete=models.PROTECT, related_name="copies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    note = models.CharField(max_length=500)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "agency"], name="indicators_model_copied_once")
        ]

    def __str__(self) -> str:
        return f"GoodModelCopy {self.pk}"
