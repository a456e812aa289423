from django.db import models
from django.db.models import Q

from tinhso.kernel.outbox.public import Outgoing
from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class PortalMessage(Outgoing):
    """One message about a dossier to the national portal, made from one event; `number` orders those of a dossier.

    The next leaves only after the one before is confirmed or skipped. What is personal is not here: it is read from
    the dossier when the message leaves. `at` is the legal clock.
    """

    class Service(models.TextChoices):
        SYNC = "DongBoHoSoMC", "Đồng bộ hồ sơ"
        PROGRESS = "CapNhatTienDoHoSoMC", "Cập nhật tiến độ"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        CONFIRMED = "confirmed", "Cổng đã nhận"
        STUCK = "stuck", "Bị kẹt, cần xem"
        SKIPPED = "skipped", "Đã bỏ qua"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="portal_messages")
    number = models.PositiveIntegerField()
    event_id = models.BigIntegerField()
    service = models.CharField(max_length=20, choices=Service)
    portal_state = models.PositiveSmallIntegerField()  # QCVN 120:2019/BTTTT, 1 to 10
    label = models.CharField(max_length=120)  # what happened, as the portal shows it
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="onestop_portal_message_place"),
            models.UniqueConstraint(fields=["event_id"], name="onestop_portal_message_an_event"),
            models.CheckConstraint(
                name="onestop_portal_state_1_to_10", condition=Q(portal_state__gte=1, portal_state__lte=10)
            ),
            models.CheckConstraint(
                name="onestop_portal_message_state",
                condition=Q(state__in=["waiting", "sending", "confirmed", "stuck", "skipped"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                condition=Q(state__in=["waiting", "sending", "stuck"]),
                name="onestop_portal_on_the_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.dossier_id}/{self.number}"
