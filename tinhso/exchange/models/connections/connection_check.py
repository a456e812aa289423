from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models.registry.service import Service
from tinhso.exchange.models.registry.service_address import ServiceAddress
from tinhso.kernel.people.public import User
from tinhso.lib.exchange.reach import Ended


class ConnectionCheck(models.Model):
    """Lần kiểm tra kết nối của một dịch vụ: how far a call to its address came on that day, and what the plane knew of it.

    `clock_off` is the provider's clock less ours in seconds, `days_left` of its certificate by the real clock. `plane_policy` is
    the version that the plane named, null where it named none; `plane_at` says how the plane answered.
    """

    class Reached(models.TextChoices):
        ANSWERED = Ended.ANSWERED.value, _("Có trả lời")
        ADDRESS = Ended.ADDRESS.value, _("Địa chỉ không dùng được")
        NO_NAME = Ended.NO_NAME.value, _("Không tìm thấy tên máy")
        INSIDE = Ended.INSIDE.value, _("Tên máy chỉ vào chính máy chủ này")
        REFUSED = Ended.REFUSED.value, _("Máy bên kia từ chối kết nối")
        SLOW = Ended.SLOW.value, _("Quá thời gian chờ")
        NO_TLS = Ended.NO_TLS.value, _("Không bắt tay được TLS")
        EXPIRED = Ended.EXPIRED.value, _("Chứng thư đã hết hạn")
        NOT_YET = Ended.NOT_YET.value, _("Chứng thư chưa tới ngày hiệu lực")
        WRONG_NAME = Ended.WRONG_NAME.value, _("Chứng thư cấp cho tên khác")
        UNTRUSTED = Ended.UNTRUSTED.value, _("Chứng thư không do nơi được tin cấp")
        NO_HTTP = Ended.NO_HTTP.value, _("Không trả lời theo HTTP")

    class Answer(models.TextChoices):
        NONE = "none", _("Không cấu hình")
        READY = "ready", _("Sẵn sàng")
        AWAY = "away", _("Không trả lời")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="checks")
    environment = models.CharField(max_length=10, choices=ServiceAddress.Environment)
    reached = models.CharField(max_length=10, choices=Reached)
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(default=0)
    clock_off = models.BigIntegerField(null=True, blank=True)
    certificate_to = models.CharField(max_length=200, blank=True)
    certificate_by = models.CharField(max_length=200, blank=True)
    days_left = models.IntegerField(null=True, blank=True)
    stamps = models.CharField(max_length=5, choices=Answer, default=Answer.NONE)
    plane_at = models.CharField(max_length=5, choices=Answer, default=Answer.NONE)
    plane_policy = models.BigIntegerField(null=True, blank=True)
    newest_policy = models.BigIntegerField(null=True, blank=True)
    in_policy = models.BooleanField(default=False)
    agreements = models.PositiveIntegerField(default=0)
    stand_in = models.BooleanField(default=False)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["service", "environment", "-checked_at"], name="exchange_check_last")]
        constraints = [
            models.CheckConstraint(
                name="exchange_check_status_of_an_answer",
                condition=Q(reached="answered", status__gte=100, status__lt=1000) | ~Q(reached="answered"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.environment} {self.reached}"
