from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.actions.enqueue_message import put_message
from tinhso.documents.axis.events import DocumentRecalled
from tinhso.documents.axis.orders import carry_out, check_issued
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import AxisMessage, ChangeOrder, DocumentRecipient, OutgoingDocument
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.outbox.public import AWAY, NotOpen, set_aside
from tinhso.kernel.papers.public import Paper, revoke_paper
from tinhso.lib.dates import local


@transaction.atomic
def recall_document(*, order: ChangeOrder, letter: OutgoingDocument, by: Actor, now: datetime) -> int:
    """Thu hồi: the clerk carries out the order by the numbered notice (`letter`). The document is frozen here, whoever verifies
    its file reads that it was recalled, and everybody to whom it went over the axis destroys it and reports (NĐ 30/2020/NĐ-CP,
    Điều 18 khoản 4; phụ lục VI, III.8). How many are told.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_send(order.document, by, local(now).date())
    documents = OutgoingDocument.objects.select_for_update(of=("self",)).select_related("paper")
    held = documents.get(pk=order.document_id)
    check_issued(held)
    carry_out(order, ChangeOrder.Kind.RECALL, letter, by=by, now=now)
    held.recalled_at, held.recalled_by_id, held.recall_reason = now, by.user_id, order.reason
    held.save(update_fields=["recalled_at", "recalled_by", "recall_reason"])
    if held.paper is not None and held.paper.state == Paper.State.ISSUED:
        revoke_paper(paper=held.paper, by=by, now=now)
    rows = DocumentRecipient.objects.select_for_update().filter(document=held, axis_messages__number=1)
    recipients = [one for one in rows.order_by("pk") if not _never_left(one, by)]
    for one in recipients:
        put_message(one, AxisMessage.Kind.RECALL, now=now, reason=held.recall_reason, by=by)
    record(DocumentRecalled(case_id=held.pk, recipients=len(recipients)), by=by, at=now)
    return len(recipients)


def _never_left(recipient: DocumentRecipient, by: Actor) -> bool:
    """A message that the axis has never had, or has refused, is set aside instead: nobody there has anything to destroy."""
    first = AxisMessage.objects.get(recipient=recipient, number=1)
    refused = first.state == AxisMessage.State.STUCK and first.answer_code != AWAY
    if not refused and not (first.state == AxisMessage.State.WAITING and first.attempts == 0):
        return False
    try:
        set_aside(first, "Văn bản đã thu hồi", by.user_id)
    except NotOpen:
        return False
    return True
