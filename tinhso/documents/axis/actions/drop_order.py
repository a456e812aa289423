from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.events import DocumentChangeOrderDropped
from tinhso.documents.models import ChangeOrder
from tinhso.documents.outgoing.permissions import check_can_order
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def drop_order(*, order: ChangeOrder, by: Actor, now: datetime) -> None:
    """An order that nobody has carried out is taken back by who may give it.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_order(order.document, by, local(now).date())
    if not ChangeOrder.objects.open().filter(pk=order.pk).update(dropped_at=now):
        raise EntryRefused("", "Chỉ đạo này đã được thực hiện hoặc đã rút.")
    record(DocumentChangeOrderDropped(case_id=order.document_id, order_id=order.pk), by=by, at=now)
