from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User


class WarningList(models.Model):
    """Values that a list of indicators should not hold: what it names is held back at load until an officer decides."""

    class Kind(models.TextChoices):
        SUFFIX = "suffix", "Hậu tố công cộng"
        DYNAMIC = "dynamic", "Nhà cung cấp DNS động, lưu trữ chung"
        POPULAR = "popular", "Tên phổ biến"
        OWN = "own", "Tên, địa chỉ của tỉnh"
        RESERVED = "reserved", "Tên, địa chỉ dành riêng"
        BROAD = "broad", "Dải địa chỉ quá rộng"
        EMPTY = "empty", "Tệp rỗng"
        OTHER = "other", "Danh sách cảnh báo khác"

    LOADED = (Kind.SUFFIX, Kind.DYNAMIC, Kind.POPULAR, Kind.OWN, Kind.OTHER)

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    source = models.CharField(max_length=300)
    version = models.CharField(max_length=20, blank=True)
    size = models.PositiveIntegerField()
    rejected_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class WarningEntry(models.Model):
    """One value of a warning list: a name, an address or a network."""

    warning_list = models.ForeignKey(WarningList, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=253)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["warning_list", "kind", "value"], name="security_warning_value_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["name", "address", "network"]), name="security_warning_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.value
