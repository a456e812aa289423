from django.db import models

from tinhso.exchange.models.registry.member import Member


class InformationSystem(models.Model):
    """Hệ thống thông tin of a member (X-Road: subsystem): it calls, provides, or both.

    `national`: a national database (cơ sở dữ liệu quốc gia), or the way to one; the operator says so.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="systems")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    national = models.BooleanField(default=False)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["member", "code"]
        constraints = [models.UniqueConstraint(fields=["member", "code"], name="exchange_system_once")]

    def __str__(self) -> str:
        return f"{self.member}/{self.code}"
