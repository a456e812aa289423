from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import IssuedRule, OutgoingDocument
from tinhso.documents.normative.steps import begin_step
from tinhso.documents.normative.way import AFTER_ISSUE
from tinhso.kernel.events.public import SYSTEM, job
from tinhso.kernel.search.public import Entry, index


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
        index([search_entry(rule)])
        for kind in AFTER_ISSUE:
            begin_step(document, kind, document.case.agency, by=SYSTEM, now=now)
        job("documents.notify_of_issue").defer(document_id=document.pk)
    return rule


def search_entry(rule: IssuedRule) -> Entry:
    """What the search of the portal finds a rule by: its number too, which other agencies may have given as well."""
    document = rule.document
    number = document.number.full_number if document.number else ""
    return Entry(
        kind="rule",
        ref=document.case.code,
        title=f"{name_of(document.type_code)} {number}: {document.subject}"[:600],
        url=reverse("issued_rule", args=[document.case.code]),
        text=document.case.agency.name,
    )
