from datetime import datetime

from django.db import transaction

from tinhso.documents.layout.document_types import NORMATIVE_TYPES
from tinhso.documents.models import OutgoingDocument, ShortenedProcedure
from tinhso.documents.normative.events import RuleProcedureShortened
from tinhso.documents.normative.permissions import check_can_shorten
from tinhso.documents.normative.text_limits import MOST_DECISION, MOST_REASON
from tinhso.documents.outgoing.permissions import check_not_restricted
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.papers.public import Paper, erase_paper
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def shorten_procedure(
    *, document: OutgoingDocument, reason: str, decision: str, by: Actor, now: datetime
) -> ShortenedProcedure:
    """Trình tự, thủ tục rút gọn: its drafter or a head writes down which decision allows it for this draft, and for what reason; the steps that
    it needs before the signature are then those of the shortened procedure. Until the signature it may be written anew. A draft
    that becomes normative by it is drawn up anew: number and notation are another series.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_shorten(document, by, local(now).date())
    check_not_secret(NONE, [reason, decision])
    reason, decision = " ".join(reason.split()), " ".join(decision.split())
    if not 1 <= len(reason) <= MOST_REASON:
        raise EntryRefused("reason", f"Ghi lý do áp dụng trình tự rút gọn, tối đa {MOST_REASON} ký tự.")
    if not 1 <= len(decision) <= MOST_DECISION:
        raise EntryRefused("decision", f"Ghi văn bản cho phép rút gọn, tối đa {MOST_DECISION} ký tự.")
    held = OutgoingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document.pk)
    if held.type_code not in NORMATIVE_TYPES:
        raise EntryRefused("", "Chỉ nghị quyết, quyết định mới có thể là văn bản quy phạm pháp luật.")
    check_not_restricted(held)
    is_signed = held.signed_at is not None or held.paper is not None and held.paper.state != Paper.State.DRAFT
    if is_signed or held.case.is_final:
        raise EntryRefused("", "Văn bản đã ký hoặc đã bỏ, không đổi trình tự được nữa.")
    if not held.normative:
        _become_normative(held, by=by, now=now)
    given = {"reason": reason, "decision": decision, "by_id": by.user_id or 0, "at": now}
    made, _new = ShortenedProcedure.objects.update_or_create(document=held, defaults=given)
    record(RuleProcedureShortened(case_id=held.pk), by=by, at=now)
    return made


def _become_normative(document: OutgoingDocument, *, by: Actor, now: datetime) -> None:
    paper, document.paper, document.drawn_for, document.normative = document.paper, None, "", True
    document.save(update_fields=["paper", "drawn_for", "normative"])
    if paper is not None:
        erase_paper(paper=paper, by=by, now=now)
