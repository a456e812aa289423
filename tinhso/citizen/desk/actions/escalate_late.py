from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tinhso.casework.public import State, let_see
from tinhso.citizen.desk.events import ReportEscalated
from tinhso.citizen.models import Report
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head, Supervisor

AFTER = timedelta(days=1)  # the day after the due date; reminders to the officer come earlier, from casework
TOPIC = "citizen.late"


def escalate_late(*, now: datetime, most: int = 500) -> int:
    """Tell the heads of the unit and the supervisors of the desk's agencies of each report that is late, once. How many."""
    late = Report.objects.filter(
        case__state=State.IN_PROGRESS, case__due_at__lt=now - AFTER, answered_at=None, escalated_at=None
    )
    found = list(late.select_related("case", "case__agency", "case__desk").order_by("case__due_at")[:most])
    for report in found:
        _escalate(report, now)
    return len(found)


@transaction.atomic
def _escalate(report: Report, now: datetime) -> None:
    case = report.case
    if not Report.objects.filter(pk=report.pk, escalated_at=None).update(escalated_at=now):
        return
    desk_above = case.desk.parent_id if case.desk else None
    for agency_id, role in ((case.agency_id, Head.code), (desk_above, Supervisor.code)):
        if agency_id is None:
            continue
        let_see(case.pk, agency_id=agency_id, role=role)
        posts = Post.objects.on(now.date()).with_role(role).filter(agency=agency_id, user__is_active=True)
        for user in User.objects.filter(pk__in=posts.values("user")):
            notify(
                to=user,
                topic=TOPIC,
                template="citizen.report_late",
                params={"code": case.code, "due": case.due_at or now},
                key=f"citizen.late:{case.pk}:{user.pk}",
                case_id=case.pk,
                path=reverse("desk_report", args=[case.code]),
                now=now,
            )
    record(ReportEscalated(case_id=case.pk, due_at=case.due_at or now), by=SYSTEM, at=now)
