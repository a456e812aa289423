from datetime import datetime

from django.db import transaction

from tinhso.documents.models import IssuedRule, OutgoingDocument
from tinhso.documents.normative.steps import begin_step
from tinhso.documents.normative.way import AFTER_ISSUE
from tinhso.kernel.events.public import SYSTEM, job


@transaction.atomic
def follow_issue(document_id: int, *, now: datetime) -> IssuedRule | None:
    """A normative document was issued: everybody reads it, the gazette and the national database wait for it, whoever commented on
    its draft is told. None for another document; the second time does nothing.
    """
    document = OutgoingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document_id)
    if not document.normative or document.issued_at is None:
        return None
    rule, first = IssuedRule.objects.get_or_create(document=document)
    if first:
        for kind in AFTER_ISSUE:
            begin_step(document, kind, document.case.agency, by=SYSTEM, now=now)
        job("documents.notify_of_issue").defer(document_id=document.pk)
    return rule
