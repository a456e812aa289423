from django.db import models


class OpenDataList(models.Model):
    """A decision of the chairman that lists the open data of a stage (NĐ 47/2020/NĐ-CP, Điều 17).

    `synthetic` marks a decision of the demo, whose number is invented.
    """

    number = models.CharField(max_length=60, unique=True)
    signed_on = models.DateField()
    title = models.CharField(max_length=300)
    stage_from = models.DateField()
    stage_to = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="opendata_list_stage", condition=models.Q(stage_from__lte=models.F("stage_to"))
            )
        ]

    def __str__(self) -> str:
        return self.number
