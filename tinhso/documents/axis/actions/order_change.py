from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.events import DocumentChangeOrdered
from tinhso.documents.axis.notices import notify_of_order
from tinhso.documents.axis.orders import check_issued, check_stands
from tinhso.documents.models import ChangeOrder, OutgoingDocument
from tinhso.documents.outgoing.permissions import check_can_order
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def order_change(
    *, document: OutgoingDocument, kind: ChangeOrder.Kind, reason: str, by: Actor, now: datetime
) -> ChangeOrder:
    """Who signed an issued document or heads the agency orders that it is recalled, replaced or corrected; the clerk is told and
    carries it out. One order at a time; the same said twice is one.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_order(document, by, local(now).date())
    check_not_secret(NONE, [reason])
    words = reason.strip()
    if not 1 <= len(words) <= 500:
        raise EntryRefused("reason", "Ghi lý do, tối đa 500 ký tự: mọi nơi nhận được báo.")
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if known := ChangeOrder.objects.open().filter(document=held).first():
        if (known.kind, known.reason, known.by_id) == (kind, words, by.user_id):
            return known
        raise EntryRefused("", "Một chỉ đạo về văn bản này đang chờ văn thư thực hiện. Rút chỉ đạo đó trước.")
    (check_issued if kind == ChangeOrder.Kind.RECALL else check_stands)(held)
    if kind == ChangeOrder.Kind.REPLACE and held.normative:
        raise EntryRefused(
            "kind", "Văn bản quy phạm pháp luật được thay thế bằng quan hệ văn bản, ghi ở trang văn bản đó."
        )
    made = ChangeOrder.objects.create(
        document=held, kind=kind, reason=words, by_id=by.user_id or 0, post_id=by.post_id or 0, at=now
    )
    record(DocumentChangeOrdered(case_id=held.pk, order_id=made.pk, kind=Code(kind.value)), by=by, at=now)
    notify_of_order(made, now=now)
    return made
