from datetime import datetime

from django.db import transaction

from tinhso.documents.incoming.events import ArrivingDocumentReplaced
from tinhso.documents.incoming.notices import notify_of_change
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.models import ArrivingDocument, ArrivingReplacement, HandlingStatus
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def apply_replacement(
    *, document: ArrivingDocument, replaced: ArrivingDocument, reason: str, now: datetime
) -> ArrivingReplacement:
    """An arriving document takes the place of another of the same sender: the replaced one points to it, whoever handles that
    one and its sender are told. Twice is once; what was destroyed meanwhile is marked all the same.

    Raises: EntryRefused.
    """
    rows = ArrivingDocument.objects.select_for_update(of=("self",)).order_by("pk")
    held = {one.pk: one for one in rows.select_related("case").filter(pk__in=[document.pk, replaced.pk])}
    if document.pk == replaced.pk:
        raise EntryRefused("", "Bản tin thay thế nêu chính văn bản của nó.")
    if document.agency_id != replaced.agency_id:
        raise EntryRefused("", "Văn bản bị thay thế là của cơ quan khác.")
    known = ArrivingReplacement.objects.filter(replaced=replaced).select_related("document__case").first()
    if known is not None:
        if known.document_id == document.pk:
            return known
        raise EntryRefused("", f"Văn bản đã được thay thế bằng văn bản đến {known.document.case.code}.")
    made = ArrivingReplacement.objects.create(
        document=document, replaced=held[replaced.pk], reason=reason[:500], at=now
    )
    event = ArrivingDocumentReplaced(case_id=replaced.pk, document_id=document.pk)
    record(event, by=SYSTEM, at=now)
    note = f"Đã thay thế bằng văn bản {held[document.pk].full_number or document.case.code}"
    write_status(held[replaced.pk], HandlingStatus.Code.AGREED, note=note, by=SYSTEM, now=now)
    notify_of_change(held[replaced.pk], "replaced", now=now, mark=made.pk)
    return made
