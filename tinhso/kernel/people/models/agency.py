from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, Q

from tinhso.kernel.places.models import AdminUnit


class AgencyQuerySet(models.QuerySet["Agency"]):
    def on(self, day: date) -> "AgencyQuerySet":
        """The agencies that exist on that day."""
        return self.filter(valid__contains=day)

    def identified(self) -> "AgencyQuerySet":
        """Whose the identity codes are: a desk shows the code of the agency for which it receives, and is none itself."""
        return self.exclude(ident_code="").exclude(kind=Agency.Kind.DESK)


class Agency(models.Model):
    """An agency or unit of the province as it stood in `[valid_from, valid_to)`."""

    class Level(models.TextChoices):
        PROVINCE = "province", "cấp tỉnh"
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"

    class Kind(models.TextChoices):
        COMMITTEE = "committee", "Ủy ban nhân dân"
        DEPARTMENT = "department", "Sở, ban, ngành"
        DIVISION = "division", "Phòng, đơn vị trực thuộc"
        DESK = "desk", "Nơi tiếp nhận, trả kết quả"
        VERTICAL = "vertical", "Cơ quan ngành dọc"

    code = models.CharField(max_length=60)  # our own stable word, e.g. so-tttt, ubnd-xa-14797
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    unit = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies"
    )
    ident_code = models.CharField(max_length=35, blank=True)  # QĐ 20/2020: H56.22.17
    old_ident_code = models.CharField(max_length=20, blank=True)  # QCVN 102:2016: 000.17.22.H56
    # codes that stood here although another agency bears them: emptied by an upgrade, until the pack is loaded again
    emptied_codes = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    valid = DateRangeField()
    source = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=500, db_collation="C")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            ExclusionConstraint(
                name="people_one_agency_a_code_and_day",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            *(
                # at the end of the transaction: a load moves codes from one agency to another
                ExclusionConstraint(
                    name=f"people_one_bearer_an_{column}_and_day",
                    expressions=[(column, RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                    condition=~Q(kind="desk") & ~Q(**{column: ""}),
                    deferrable=Deferrable.DEFERRED,
                )
                for column in ("ident_code", "old_ident_code")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def parent_on_paper(self) -> str:
        """Whom it belongs to, as it stands above its name on every paper; a committee stands alone, as
        practice has it under NĐ 30/2020 phụ lục I mục II.2 (not compared with its text yet)."""
        return self.parent.name if self.parent and self.kind != self.Kind.COMMITTEE else ""

    def exists_on(self, day: date) -> bool:
        """Is that day inside `[valid_from, valid_to)`?"""
        return bool(self.valid.lower <= day and (self.valid.upper is None or day < self.valid.upper))
