from django.db import models
from django.db.models import Q

from tinhso.documents.models.arriving_document import ArrivingDocument, HandlingStatus
from tinhso.documents.models.axis_message import AxisMessage
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.outbox.public import Outgoing
from tinhso.kernel.people.public import Agency, User


class AxisArrival(models.Model):
    """A message that the document axis gave an agency: one row a message, however often it comes (`origin_id` are its bytes).

    What could not be read is held with its bytes and the reason, and can be tried again; of one with a mark of secrecy nothing
    is kept but that it came. `waits` is true for what is about a document that has not come yet: each fetch tries it anew.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "Đã nhận"
        HELD = "held", "Chưa nhận được"
        SECRET = "secret", "Không lưu (có dấu mật)"
        DROPPED = "dropped", "Đã bỏ qua"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="axis_arrivals")
    kind = models.CharField(max_length=6)
    origin_id = models.CharField(max_length=64)
    axis_id = models.CharField(max_length=100)
    sender_code = models.CharField(max_length=35, blank=True)
    business = models.CharField(max_length=2, blank=True)
    document_ident = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State)
    waits = models.BooleanField(default=False)
    problem = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    content = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        ArrivingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="axis_arrivals"
    )
    at = models.DateTimeField()
    dropped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drop_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "origin_id"], name="documents_axis_arrived_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["edoc", "status"]), name="documents_axis_arrival_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "held", "secret", "dropped"]),
                name="documents_axis_arrival_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(problem=""), name="documents_axis_held_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="secret") | Q(content=None, document=None, document_ident=""),
                name="documents_axis_secret_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(drop_reason=""), name="documents_axis_dropped_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="documents_axis_arrivals"),
            models.Index(fields=["agency"], condition=Q(state="held"), name="documents_axis_held"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.axis_id}"


class AxisReply(Outgoing):
    """A state of handling on its way to the sender over the axis: those of a document leave in the order in which they arose.

    `at` and `epoch` as of `AxisMessage`.
    """

    status = models.OneToOneField(HandlingStatus, on_delete=models.PROTECT, related_name="reply")
    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="axis_replies")
    epoch = models.IntegerField()
    axis_id = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=AxisMessage.State, default=AxisMessage.State.WAITING)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_axis_reply_state_known",
                condition=Q(state__in=["waiting", "sending", "confirmed", "stuck", "skipped"]),
            ),
            models.CheckConstraint(
                name="documents_axis_reply_skipped_has_reason",
                condition=~Q(state="skipped") | ~Q(skip_reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                condition=Q(state__in=["waiting", "sending", "stuck"]),
                name="documents_axis_replies_open",
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.status_id} of {self.document_id}"
