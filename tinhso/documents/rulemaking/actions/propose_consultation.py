from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case, State, let_see, open_case, submit_case
from tinhso.documents.layout.document_types import NORMATIVE_TYPES
from tinhso.documents.models import Consultation, OutgoingDocument
from tinhso.documents.outgoing.permissions import check_not_restricted, check_step
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.rulemaking.events import ConsultationProposed
from tinhso.documents.rulemaking.text_limits import MOST_SUMMARY
from tinhso.documents.rulemaking.way import KIND, OPEN_ACT, process
from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def propose_consultation(
    *, document: OutgoingDocument, ver: int, summary: str, by: Actor, now: datetime
) -> Consultation:
    """The drafter proposes that everybody is asked for comments on the newest version; a head of the agency decides.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_step(document, DRAFT, ver, by)
    check_not_secret(NONE, [summary])
    if document.type_code not in NORMATIVE_TYPES:
        raise EntryRefused("", "Chỉ nghị quyết, quyết định mới có thể là văn bản quy phạm pháp luật.")
    check_not_restricted(document)
    if len(summary.strip()) > MOST_SUMMARY:
        raise EntryRefused("summary", f"Phần thuyết minh dài quá {MOST_SUMMARY} ký tự.")
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.case.state == State.PAUSED or held.consultations.filter(closed_at=None).exists():
        raise EntryRefused("", "Dự thảo này đang chờ mở, đang lấy ý kiến hoặc chờ tiếp thu, giải trình.")
    version = newest(document)
    if text_of(version).is_open:
        raise EntryRefused("", "Dự thảo còn chỗ trống (…) hoặc chưa có nội dung. Ghi đủ rồi lấy ý kiến.")
    consultation = Consultation(
        case=_open(document, by=by, now=now),
        document=document,
        version=version,
        title=document.subject,
        summary=summary.strip(),
    )
    consultation.save(force_insert=True)
    if not held.normative:
        held.normative = True
        held.save(update_fields=["normative"])
    event = ConsultationProposed(case_id=consultation.pk, document_id=document.pk, version=version.number)
    record(event, by=by, at=now)
    return consultation


def _open(document: OutgoingDocument, *, by: Actor, now: datetime) -> Case:
    """A case that waits for a head; its title says nothing of the draft, which nobody reads before it is opened."""
    agency = document.case.agency
    number = next_number(f"consultation:{agency.pk}:{now.year}")
    code = f"LYK-{agency.pk}-{now.year}-{number:04d}"
    case = open_case(
        kind=KIND,
        code=code,
        title=f"Lấy ý kiến dự thảo {code}",
        agency=agency,
        source=Case.Source.INTERNAL,
        process=process(),
        by=by,
        now=now,
    )
    submit_case(
        case=case, ver=case.ver, code=code, reply=None, reply_role=Head.code, act=OPEN_ACT, by=by, now=now
    )
    for role in (Examiner, Clerk):
        let_see(case.pk, agency_id=agency.pk, role=role.code)
    return case
