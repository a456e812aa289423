from datetime import datetime

from django.db import transaction

from tinhso.documents.layout.document_types import type_of
from tinhso.documents.models import Consultation, OutgoingDocument
from tinhso.documents.outgoing.actions.start_draft import start_draft
from tinhso.documents.outgoing.text import MOST_PARAGRAPHS, Draft, Text
from tinhso.documents.registers.secrecy import NONE
from tinhso.documents.rulemaking.events import OpinionReportDrafted
from tinhso.documents.rulemaking.opinion_report import report_lines
from tinhso.documents.rulemaking.permissions import check_can_report
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

REPORT = "BC"


@transaction.atomic
def draft_report(*, consultation: Consultation, by: Actor, now: datetime) -> OutgoingDocument:
    """Once the answers are published, the drafter has the report of opinions as a draft of an outgoing document; once.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_report(consultation, by)
    row = Consultation.objects.select_for_update(of=("self",)).whole().get(pk=consultation.pk)
    if not row.is_answered:
        raise EntryRefused("", "Báo cáo được lập sau khi công bố tiếp thu, giải trình.")
    if row.report is not None:
        return row.report
    lines = report_lines(row)
    if len(lines) > MOST_PARAGRAPHS - 1:
        words = f"Báo cáo có {len(lines)} dòng, nhiều nhất {MOST_PARAGRAPHS - 1}. Trả lời chung những góp ý giống nhau."
        raise EntryRefused("", words)
    draft = Draft(
        subject=f"Tổng hợp, tiếp thu, giải trình ý kiến góp ý dự thảo {row.title}"[:500],
        text=Text(paragraphs=(*lines, "Trên đây là báo cáo tổng hợp, tiếp thu, giải trình ý kiến./.")),
    )
    day = local(now).date()
    row.report = start_draft(kind=type_of(REPORT, day), draft=draft, secrecy=NONE, by=by, now=now)
    row.save(update_fields=["report"])
    record(OpinionReportDrafted(case_id=row.pk, document_id=row.report.pk), by=by, at=now)
    return row.report
