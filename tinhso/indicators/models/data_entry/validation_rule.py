from django.db import models


class ValidationRule(models.Model):
    """Two expressions over elements that should stand in a relation, as DHIS2 defines rules and missing values."""

    class Operator(models.TextChoices):
        EQUAL = "equal_to", "bằng"
        NOT_EQUAL = "not_equal_to", "khác"
        GREATER = "greater_than", "lớn hơn"
        AT_LEAST = "greater_than_or_equal_to", "lớn hơn hoặc bằng"
        LESS = "less_than", "nhỏ hơn"
        AT_MOST = "less_than_or_equal_to", "nhỏ hơn hoặc bằng"
        COMPULSORY_PAIR = "compulsory_pair", "phải cùng có"
        EXCLUSIVE_PAIR = "exclusive_pair", "không được cùng có"

    class Missing(models.TextChoices):
        SKIP_IF_ANY = "SKIP_IF_ANY_VALUE_MISSING", "bỏ qua khi thiếu một số"
        SKIP_IF_ALL = "SKIP_IF_ALL_VALUES_MISSING", "bỏ qua khi thiếu mọi số"
        NEVER_SKIP = "NEVER_SKIP", "số thiếu tính là 0"

    class Importance(models.TextChoices):
        HIGH = "HIGH", "cao"
        MEDIUM = "MEDIUM", "vừa"
        LOW = "LOW", "thấp"

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    period_kind = models.CharField(max_length=12)
    left = models.CharField(max_length=2000)
    left_words = models.CharField(max_length=300, blank=True)
    left_missing = models.CharField(max_length=26, choices=Missing, default=Missing.NEVER_SKIP)
    operator = models.CharField(max_length=24, choices=Operator)
    right = models.CharField(max_length=2000)
    right_words = models.CharField(max_length=300, blank=True)
    right_missing = models.CharField(max_length=26, choices=Missing, default=Missing.NEVER_SKIP)
    importance = models.CharField(max_length=6, choices=Importance, default=Importance.MEDIUM)
    instruction = models.CharField(max_length=1000, blank=True)
    active = models.BooleanField(default=True)  # False: kept, but not run when a report is checked
    uid = models.CharField(max_length=11, blank=True)  # in DHIS2

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
