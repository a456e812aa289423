from django.db import models
from django.db.models import Q

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class LinkedPart(models.Model):
    """A part of a dossier that another system settles: the register of civil status, the police, social insurance.

    It is made when it is first asked for, and has a state and a time limit of its own: one that fails undoes no other.
    `number` is that of the result there; `details` holds the rest of it (book, year, day, personal number). `officer` asked
    for it, null where it followed by itself. `asked_at` and `answered_at` are the legal clock.
    """

    class Kind(models.TextChoices):
        CIVIL_STATUS = "civil_status", "Đăng ký hộ tịch"
        RESIDENCE = "residence", "Đăng ký thường trú"
        INSURANCE = "insurance", "Cấp thẻ bảo hiểm y tế"

    class State(models.TextChoices):
        ASKED = "asked", "Đã gửi, chờ kết quả"
        SETTLED = "settled", "Đã có kết quả"
        REFUSED = "refused", "Bị từ chối"
        SKIPPED = "skipped", "Làm ngoài phần mềm"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="linked_parts")
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict, blank=True)  # personal: erased with the dossier
    reason = models.CharField(max_length=1000, blank=True)  # of a refusal, or why it is done by other means
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind"], name="onestop_linked_part_once"),
            models.CheckConstraint(
                name="onestop_linked_part_state",
                condition=Q(state__in=["asked", "settled", "refused", "skipped"]),
            ),
            models.CheckConstraint(
                name="onestop_linked_part_kind",
                condition=Q(kind__in=["civil_status", "residence", "insurance"]),
            ),
            models.CheckConstraint(
                name="onestop_linked_part_numbered", condition=~Q(state="settled") | ~Q(number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.dossier_id}"
