from django.db import models
from django.db.models import F, Q

from tinhso.indicators.models.registers.revised import Revised


class ExternalRank(Revised):
    """A rank that somebody else published: of the year assessed, not of the year it came out.

    `n` is among how many; None where nobody said, and then no change of rank is told. `version` is the set of
    criteria by which it was assessed, `tied` how many others have the same rank.
    """

    KEY = ("index", "assessed_year")

    class Index(models.TextChoices):
        DTI = "dti", "Chỉ số chuyển đổi số cấp tỉnh (DTI)"
        ICT = "ict", "Chỉ số sẵn sàng ứng dụng công nghệ thông tin (ICT Index)"
        PAR = "par", "Chỉ số cải cách hành chính (PAR INDEX)"
        SIPAS = "sipas", "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)"
        PAPI = "papi", "Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)"
        PCI = "pci", "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"

    index = models.CharField(max_length=10, choices=Index)
    assessed_year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True, blank=True)
    published_year = models.PositiveSmallIntegerField(null=True, blank=True)
    rank = models.PositiveSmallIntegerField()
    n = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.CharField(max_length=120, blank=True)
    tied = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["index", "-assessed_year", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "assessed_year", "revision"], name="indicators_one_rank_a_year"
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1) & (Q(n__isnull=True) | Q(rank__lte=F("n"))),
                name="indicators_rank_within_n",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.assessed_year}"
