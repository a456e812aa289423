from datetime import datetime

from django.db import transaction

from tinhso.documents.models import ArrivingDocument, OutgoingDocument, RelatedDocument
from tinhso.documents.outgoing.events import DocumentRelated
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.related_papers import document_named
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused

MOST = 30


@transaction.atomic
def relate_document(
    *, document: OutgoingDocument, ver: int, name: str, kind: RelatedDocument.Kind, by: Actor, now: datetime
) -> RelatedDocument:
    """The drafter names a document that he may read, by number or code, as related to the draft or, of one that arrived, as
    answered by it. The same one again changes how it is related.

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_step(document, DRAFT, ver, by)
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    other = document_named(name, by, now.date())
    if isinstance(other, OutgoingDocument) and kind == RelatedDocument.Kind.ANSWERS:
        raise EntryRefused("kind", "Chỉ trả lời văn bản đến; với văn bản của cơ quan mình chọn Liên quan.")
    target = {"arriving": other} if isinstance(other, ArrivingDocument) else {"outgoing": other}
    if held.relations.exclude(**target).count() >= MOST:
        raise EntryRefused("name", f"Một văn bản nêu tối đa {MOST} văn bản liên quan.")
    values = {"kind": kind, "by_id": by.user_id or 0, "at": now}
    made, _new = RelatedDocument.objects.update_or_create(document=held, **target, defaults=values)
    record(DocumentRelated(case_id=document.pk, relation_id=made.pk, kind=Code(kind.value)), by=by, at=now)
    return made
