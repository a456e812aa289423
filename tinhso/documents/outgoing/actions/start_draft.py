from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, Process, accept_case, name_officer, open_case, submit_case
from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.layout.document_types import DocumentType
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.drawing import drafted_types
from tinhso.documents.outgoing.events import DocumentDrafted
from tinhso.documents.outgoing.permissions import check_can_draft
from tinhso.documents.outgoing.text import Draft
from tinhso.documents.outgoing.versions import add_version, check_receivers, name_recipients
from tinhso.documents.outgoing.way import DRAFT, KIND, STEPS, draft_limit, process, seat
from tinhso.documents.registers.secrecy import check_not_secret
from tinhso.kernel.events.public import Actor, Code, next_number, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.legal_time.clock import Effect


@transaction.atomic
def start_draft(
    *,
    kind: DocumentType,
    draft: Draft,
    secrecy: str,
    by: Actor,
    now: datetime,
    client_key: UUID | None = None,
) -> OutgoingDocument:
    """Begin to draft a document for one's own agency; the same `client_key` makes one document.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    agency_id = check_can_draft(by)
    check_not_secret(secrecy, draft.every_line)
    if kind not in drafted_types(now.date()):
        raise EntryRefused("", f"{kind.name} không còn trong các loại văn bản của ngày hôm nay.")
    if not draft.subject.strip():
        raise EntryRefused("subject", "Ghi trích yếu nội dung văn bản.")
    lock_client_key(client_key)
    rows = OutgoingDocument.objects.filter(case__client_key=client_key)
    earlier: OutgoingDocument | None = rows.first() if client_key else None
    if earlier is not None:
        return earlier
    agency, day = Agency.objects.get(pk=agency_id), now.date()
    receivers = check_receivers(draft.receivers, day)
    way = process(kind.code, form_of(kind.code, day).signers)
    case = _open(agency, way, client_key, by=by, now=now)
    document = OutgoingDocument(
        case=case,
        type_code=kind.code,
        subject=draft.subject.strip(),
        urgency=draft.urgency,
        circulation=draft.circulation,
        unit=draft.unit,
        decider=draft.decider,
        drafted_by_id=by.user_id or 0,
    )
    document.save(force_insert=True)
    seat(document, agency, Examiner.code, document.drafted_by)
    record(DocumentDrafted(case_id=case.pk, type_code=Code(kind.code)), by=by, at=now)
    add_version(document, draft.text, by=by, now=now)
    name_recipients(document, receivers)
    return document


def _open(agency: Agency, way: Process, client_key: UUID | None, *, by: Actor, now: datetime) -> Case:
    """A case at its first step that waits for the drafter by name. Its title says nothing of the document: who has
    the role at the agency finds cases, and no more."""
    number = next_number(f"outgoing:{agency.pk}:{now.year}")
    code = f"VB-{agency.pk}-{now.year}-{number:05d}"
    case = open_case(
        kind=KIND,
        code=code,
        title=f"Dự thảo văn bản {code}",
        agency=agency,
        source=Case.Source.INTERNAL,
        process=way,
        client_key=client_key,
        by=by,
        now=now,
    )
    first = STEPS[0]
    submit_case(
        case=case, ver=case.ver, code=code, reply=None, reply_role=first.role, act=first.act, by=by, now=now
    )
    limit = draft_limit(now.date())
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    assert case.step == DRAFT and by.user_id is not None
    name_officer(case=case, officer_id=by.user_id, by=by, now=now)
    return case
