from django.db import models
from django.db.models import Q

from tinhso.documents.models.document_change import DocumentReplacement
from tinhso.documents.models.draft_version import DocumentRecipient
from tinhso.kernel.outbox.public import Outgoing
from tinhso.kernel.people.public import Post, User


class AxisMessage(Outgoing):
    """One message about an issued document to one of its recipients over the document axis; `number` orders those of a recipient.

    The next leaves only after the one before is confirmed or skipped. What it says is read when it leaves, as the document
    stood after so many updates (`version`): tried again it says the same.
    `at` is the legal clock. `epoch` is the life of the database in which it was queued: after a restore it waits for release.
    """

    class Kind(models.TextChoices):
        NEW = "new", "Gửi văn bản"
        TAKE_BACK = "take_back", "Yêu cầu lấy lại"
        RECALL = "recall", "Thu hồi"
        UPDATE = "update", "Cập nhật"
        REPLACE = "replace", "Thay thế văn bản cũ"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        CONFIRMED = "confirmed", "Trục đã nhận"
        STUCK = "stuck", "Bị kẹt, cần xem"
        SKIPPED = "skipped", "Đã bỏ qua"

    recipient = models.ForeignKey(DocumentRecipient, on_delete=models.PROTECT, related_name="axis_messages")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    version = models.PositiveSmallIntegerField(default=0)
    replacement = models.ForeignKey(
        DocumentReplacement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    epoch = models.IntegerField()
    axis_id = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "number"], name="documents_axis_message_place"),
            models.CheckConstraint(
                name="documents_axis_kind_known",
                condition=Q(kind__in=["new", "take_back", "recall", "update", "replace"]),
            ),
            models.CheckConstraint(
                name="documents_axis_replaces_something",
                condition=Q(kind="replace", replacement__isnull=False)
                | ~Q(kind="replace") & Q(replacement=None),
            ),
            models.CheckConstraint(
                name="documents_axis_state_known",
                condition=Q(state__in=["waiting", "sending", "confirmed", "stuck", "skipped"]),
            ),
            models.CheckConstraint(
                name="documents_axis_skipped_has_reason", condition=~Q(state="skipped") | ~Q(skip_reason="")
            ),
            models.CheckConstraint(
                name="documents_axis_asking_has_reason", condition=Q(kind="new") | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                condition=Q(state__in=["waiting", "sending", "stuck"]),
                name="documents_axis_on_the_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient_id}/{self.number}"


class ReceiverStatus(models.Model):
    """What a recipient says became of a document: one row a message, never written over (QĐ 28/2018/QĐ-TTg).

    `origin_id` is the message: one that comes twice is one row. `reported_at` is the receiver's clock, `at` the legal one.
    """

    class Code(models.TextChoices):
        ARRIVED = "01", "Đã đến"
        REFUSED = "02", "Từ chối tiếp nhận"
        REGISTERED = "03", "Đã tiếp nhận"
        ASSIGNED = "04", "Phân công xử lý"
        PROCESSING = "05", "Đang xử lý"
        FINISHED = "06", "Hoàn thành"
        AGREED = "15", "Đồng ý lấy lại, cập nhật"
        DECLINED = "16", "Từ chối lấy lại, cập nhật"

    recipient = models.ForeignKey(DocumentRecipient, on_delete=models.PROTECT, related_name="statuses")
    code = models.CharField(max_length=2, choices=Code)
    note = models.CharField(max_length=500, blank=True)
    staff = models.CharField(max_length=260, blank=True)
    origin_id = models.CharField(max_length=64)
    reported_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "origin_id"], name="documents_status_came_once"),
            models.CheckConstraint(
                condition=Q(code__in=["01", "02", "03", "04", "05", "06", "15", "16"]),
                name="documents_receiver_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.recipient_id}"


class AxisCursor(models.Model):
    """Up to which day the messages of an agency were fetched whole, where the axis lists by days; moved only after full success."""

    ident_code = models.CharField(max_length=35)
    kind = models.CharField(max_length=6)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ident_code", "kind"], name="documents_axis_cursor_once")
        ]

    def __str__(self) -> str:
        return f"{self.ident_code} {self.kind} {self.day}"
