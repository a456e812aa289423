from datetime import datetime

from django.db import transaction

from tinhso.documents.incoming.events import TakeBackReceived
from tinhso.documents.incoming.notices import holders, notify_people
from tinhso.documents.models import ArrivingDocument, TakeBack
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.people.roles import Clerk


@transaction.atomic
def note_take_back(
    *, document: ArrivingDocument, kind: TakeBack.Kind, reason: str, origin_id: str, now: datetime
) -> TakeBack:
    """The sender asks for a document back, or recalls it; the same message comes once. A recalled one is frozen at once:
    nobody goes on with it, and the clerk destroys it (NĐ 30/2020/NĐ-CP, Điều 18 khoản 4; phụ lục VI, III.8).
    """
    held = ArrivingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    row, new = TakeBack.objects.get_or_create(
        document=held,
        origin_id=origin_id,
        defaults={
            "kind": kind,
            "reason": reason[:500],
            "issuer_name": held.issuer_name,
            "issuer_ident": held.issuer_ident,
            "document_ident": held.document_ident,
            "full_number": held.full_number[:90],
            "dated": held.dated,
            "at": now,
        },
    )
    if not new:
        return row
    if kind == TakeBack.Kind.RECALL and held.frozen_at is None:
        held.frozen_at = now
        held.save(update_fields=["frozen_at"])
    record(TakeBackReceived(case_id=held.pk, take_back_id=row.pk, kind=Code(kind.value)), by=SYSTEM, at=now)
    notify_people(held, "taken_back", holders(held.agency_id, Clerk.code, now), now=now, mark=row.pk)
    return row
