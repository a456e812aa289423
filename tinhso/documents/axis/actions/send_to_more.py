from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.actions.enqueue_message import put_message
from tinhso.documents.axis.client import axis_settings
from tinhso.documents.axis.events import DocumentRecipientsAdded
from tinhso.documents.axis.orders import check_stands
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import AxisMessage, DocumentRecipient, OutgoingDocument
from tinhso.documents.outgoing.versions import MOST_RECIPIENTS, check_receivers
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def send_to_more(
    *, document: OutgoingDocument, codes: Sequence[str], by: Actor, now: datetime
) -> list[DocumentRecipient]:
    """Gửi thêm: an issued document goes over the axis to further recipients by identity code; whoever has it already is left out.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_send(document, by, local(now).date())
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    check_stands(held)
    if axis_settings() is None:
        raise EntryRefused("", "Chưa kết nối trục liên thông văn bản.")
    if not codes:
        raise EntryRefused("receivers", "Ghi hoặc chọn ít nhất một nơi nhận.")
    receivers = check_receivers(codes, local(now).date())
    known = set(DocumentRecipient.objects.filter(document=held).values_list("ident_code", flat=True))
    new = [one for one in receivers if one.ident_code not in known]
    if not new:
        raise EntryRefused("receivers", "Các nơi nhận này đã có trong danh sách gửi.")
    if len(known) + len(new) > MOST_RECIPIENTS:
        raise EntryRefused("receivers", f"Tối đa {MOST_RECIPIENTS} nơi nhận theo mã định danh.")
    made = [
        DocumentRecipient.objects.create(
            document=held, ident_code=one.ident_code, name=one.name, agency=one.agency
        )
        for one in new
    ]
    for row in made:
        put_message(row, AxisMessage.Kind.NEW, now=now, by=by)
    record(DocumentRecipientsAdded(case_id=held.pk, recipients=len(made)), by=by, at=now)
    return made
