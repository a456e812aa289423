from datetime import datetime

from django.db import transaction

from tinhso.casework.public import FINAL
from tinhso.documents.layout.document_types import NORMATIVE_TYPES
from tinhso.documents.models import OutgoingDocument, RuleStep
from tinhso.documents.normative.permissions import appraisers_of
from tinhso.documents.normative.steps import begin_step, hold_drafting
from tinhso.documents.normative.way import BEFORE_ISSUE
from tinhso.documents.outgoing.permissions import check_not_restricted, check_step
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def begin_rule_step(
    *,
    document: OutgoingDocument,
    ver: int,
    kind: RuleStep.Kind,
    agency: Agency | None = None,
    by: Actor,
    now: datetime,
) -> RuleStep:
    """The drafter sends the newest version to be appraised by `agency`, or to the Front for its criticism, which answers on
    paper: the drafter writes down what it says. The time for drafting stands still until it is answered.

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_step(document, DRAFT, ver, by)
    if document.type_code not in NORMATIVE_TYPES:
        raise EntryRefused("", "Chỉ nghị quyết, quyết định mới có thể là văn bản quy phạm pháp luật.")
    check_not_restricted(document)
    if kind not in BEFORE_ISSUE:
        raise EntryRefused("kind", "Bước này bắt đầu sau khi ban hành.")
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if held.rule_steps.filter(kind=kind).exclude(case__state__in=FINAL).exists():
        raise EntryRefused("kind", "Bước này đang chờ kết quả.")
    if text_of(newest(document)).is_open:
        raise EntryRefused("", "Dự thảo còn chỗ trống (…) hoặc chưa có nội dung. Ghi đủ rồi gửi.")
    place = document.case.agency
    if kind == RuleStep.Kind.APPRAISAL:
        if agency is None or agency not in appraisers_of(document, local(now).date()):
            raise EntryRefused("agency", "Chọn cơ quan thẩm định trong danh sách.")
        place = agency
    if not document.normative:
        document.normative = True
        document.save(update_fields=["normative"])
    step = begin_step(document, kind, place, by=by, now=now)
    hold_drafting(document, f"{kind.label}, mã {step.case.code}.", now=now)
    return step
