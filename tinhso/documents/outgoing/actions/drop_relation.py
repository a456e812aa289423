from datetime import datetime

from django.db import transaction

from tinhso.documents.models import RelatedDocument
from tinhso.documents.outgoing.events import DocumentRelationDropped
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def drop_relation(*, relation: RelatedDocument, ver: int, by: Actor, now: datetime) -> None:
    """The drafter takes a document off those that the draft names.

    Raises: Stale, NotYourTurn.
    """
    check_step(relation.document, DRAFT, ver, by)
    case_id, pk = relation.document_id, relation.pk
    relation.delete()
    record(DocumentRelationDropped(case_id=case_id, relation_id=pk), by=by, at=now)
