from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.documents.models import RuleStep
from tinhso.documents.normative.events import RuleStepReported
from tinhso.documents.normative.permissions import check_step_turn
from tinhso.documents.normative.steps import let_drafting_go_on
from tinhso.documents.normative.text_limits import MOST_REFERENCE, MOST_TEXT
from tinhso.documents.normative.way import BEFORE_ISSUE
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def report_rule_step(
    *,
    step: RuleStep,
    ver: int,
    reference: str,
    dated: date,
    by: Actor,
    now: datetime,
    verdict: str = "",
    text: str = "",
) -> None:
    """Whoever has it writes down what came of it: number and day of the paper, of the gazette or of the entry, and what is said.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_step_turn(step, ver, by)
    check_not_secret(NONE, [reference, text])
    _check(step, reference.strip(), dated, verdict, text.strip(), now)
    step.reference, step.dated = reference.strip(), dated
    step.verdict, step.text = verdict, text.strip()
    step.save(update_fields=["reference", "dated", "verdict", "text"])
    case = step.case
    settle_case(case=case, ver=ver, outcome="reported", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    event = RuleStepReported(
        case_id=case.pk,
        document_id=step.document_id,
        kind=Code(step.kind),
        verdict=Code(verdict) if verdict else None,
        dated=dated,
    )
    record(event, by=by, at=now)
    if step.kind in BEFORE_ISSUE:
        let_drafting_go_on(step.document, now=now)


def _check(step: RuleStep, reference: str, dated: date, verdict: str, text: str, now: datetime) -> None:
    """EntryRefused."""
    if not reference or len(reference) > MOST_REFERENCE:
        raise EntryRefused("reference", f"Ghi số, ký hiệu; tối đa {MOST_REFERENCE} ký tự.")
    began = local(step.case.opened_at).date()
    if not began <= dated <= local(now).date():
        raise EntryRefused("dated", f"Ngày phải từ {began:%d/%m/%Y} đến hôm nay.")
    if len(text) > MOST_TEXT:
        raise EntryRefused("text", f"Nội dung dài tối đa {MOST_TEXT} ký tự.")
    if step.kind not in BEFORE_ISSUE:
        return
    if verdict not in RuleStep.Verdict.values or not verdict:
        raise EntryRefused("verdict", "Chọn kết luận.")
    if verdict != RuleStep.Verdict.AGREED and not text:
        raise EntryRefused("text", "Ghi nội dung đề nghị chỉnh sửa, hoặc lý do không đồng ý.")
