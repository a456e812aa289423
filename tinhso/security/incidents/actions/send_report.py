from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import past
from tinhso.security.incidents.events import IncidentReportSent
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import IncidentReport
from tinhso.security.support.writing import needed


@transaction.atomic
def send_report(
    *, report: IncidentReport, document_number: str, sent_at: datetime | None, by: Actor, now: datetime
) -> None:
    """A report that the law asks for was sent as a document of that number; noted once.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(report.incident, by, on=local(now).date())
    row = IncidentReport.objects.select_for_update(of=("self",)).select_related("incident").get(pk=report.pk)
    if row.sent_at:
        raise Conflict(row.incident_id)
    number = needed("document_number", document_number, "Ghi số, ký hiệu văn bản đã gửi.", 60)
    moment = past("sent_at", sent_at, now)
    if moment < row.incident.detected_at:
        raise EntryRefused("sent_at", "Không thể gửi trước khi phát hiện sự cố.")
    row.sent_at, row.document_number, row.by_id, row.at = moment, number, by.user_id, now
    row.save(update_fields=["sent_at", "document_number", "by", "at"])
    event = IncidentReportSent(
        case_id=row.incident_id,
        report_id=row.pk,
        report_kind=Code(row.kind),
        sent_at=moment,
        late=row.is_late(now),
    )
    record(event, by=by, at=now)
