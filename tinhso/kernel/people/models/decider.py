from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from tinhso.kernel.people.models.agency import Agency


class DeciderQuerySet(models.QuerySet["Decider"]):
    def on(self, day: date) -> "DeciderQuerySet":
        return self.filter(valid__contains=day)


class Decider(models.Model):
    """Which authority the law wants on a kind of paper of a committee, in `[valid_from, valid_to)`.

    `code` is the type of a document, a procedure, or a kind of result; `level` is that of the committee, empty for each. Of a
    department its head decides everything (NĐ 30/2020 Điều 13.1), so it needs no row.
    """

    class What(models.TextChoices):
        DOCUMENT = "document", "loại văn bản"
        PROCEDURE = "procedure", "thủ tục"
        RESULT = "result", "loại kết quả"

    class Who(models.TextChoices):
        BODY = "body", "Tập thể Ủy ban nhân dân"
        HEAD = "head", "Chủ tịch Ủy ban nhân dân"
        EITHER = "either", "Tùy việc"

    what = models.CharField(max_length=10, choices=What)
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Agency.Level, blank=True)
    who = models.CharField(max_length=6, choices=Who)
    valid = DateRangeField()
    source = models.CharField(max_length=300)
    checked = models.BooleanField(default=False)  # whether somebody read it in the text of the law

    objects = DeciderQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="people_one_decider_a_day",
                expressions=[
                    ("what", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.code} {self.who}"
