"""Who hears of a cyber incident: that one waits, or that a report of the law falls due; its code alone, never its words."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from tinhso.kernel.notices.public import Param, notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.lib.dates import local
from tinhso.security.models import CyberIncident, IncidentReport, SecurityDuty

TOPIC = "security.incidents"
MOST_PEOPLE = 50
MOST_REPORTS = 1000
AHEAD = timedelta(hours=4), timedelta(hours=24)
"""How long before its time a report is spoken of: four hours, and a day; a report of 24 hours is spoken of once on the way."""


def notify_reported(incident: CyberIncident, now: datetime) -> None:
    """The coordinators of the unit that receives it and the response team on duty that day; not who reported it."""
    for user in _on_duty(incident.case.agency_id, now, without=incident.reporter_id):
        _notify_one(
            incident, user, "exercise_reported" if incident.exercise else "incident_reported", "", now
        )


def remind_of_reports(now: datetime) -> int:
    """Reports of the law that are not sent and fall due within hours, or are late: the unit on duty and the security officers of the agency hear of each
    once a rung. How many reports."""
    rows = IncidentReport.objects.still_asked().filter(
        due_at__lte=now + max(AHEAD), incident__case__finished_at=None, incident__exercise=False
    )
    found = list(rows.select_related("incident__case").order_by("due_at", "pk")[:MOST_REPORTS])
    for one in found:
        _remind(one, now)
    return len(found)


def rung_of(report: IncidentReport, now: datetime) -> str:
    """ "late", or within how many hours it falls due: of the rungs that lie between the moment when it fell due to be written and its time the nearest."""
    left = report.due_at - now
    if left < timedelta(0):
        return "late"
    return next((f"{int(one.total_seconds() // 3600)}h" for one in AHEAD if left <= one), "")


def _remind(report: IncidentReport, now: datetime) -> None:
    rung = rung_of(report, now)
    if not rung:
        return
    incident = report.incident
    for user in _on_duty(incident.case.agency_id, now, without=None, agency_id=incident.agency_id):
        _notify_one(
            incident,
            user,
            "report_late" if rung == "late" else "report_due",
            f"{report.pk}:{rung}",
            now,
            report,
        )


def _on_duty(unit_id: int, now: datetime, *, without: int | None, agency_id: int | None = None) -> list[User]:
    """Coordinators of the unit, the response team's officers, and with `agency_id` the security officers there. Two queries."""
    today = local(now).date()
    teams = SecurityDuty.objects.on(today).filter(duty=SecurityDuty.Duty.RESPONSE)
    team = list(teams.values_list("agency_id", flat=True))
    seats = Q(agency_id=unit_id, roles__contains=[SecurityCoordinator.code])
    seats |= Q(agency_id__in=team, roles__overlap=[SecurityCoordinator.code, SecurityOfficer.code, Head.code])
    if agency_id is not None:
        seats |= Q(agency_id=agency_id, roles__contains=[SecurityOfficer.code])
    posts = Post.objects.on(today).filter(seats, user__is_active=True).select_related("user")
    people = {post.user_id: post.user for post in posts.order_by("user_id", "pk")[:MOST_PEOPLE]}
    return [user for key, user in people.items() if key != without]


def _notify_one(
    incident: CyberIncident,
    user: User,
    what: str,
    mark: str,
    now: datetime,
    report: IncidentReport | None = None,
) -> None:
    """The notice `security/notices/<what>.txt`, once for each person and mark."""
    params: dict[str, Param] = {"code": incident.case.code}
    if report is not None:
        params["due"] = report.due_at
    notify(
        to=user,
        topic=TOPIC,
        template=f"security.{what}",
        params=params,
        now=now,
        key=f"security_{what}:{incident.pk}:{user.pk}:{mark}",
        case_id=incident.case.pk,
        path=reverse("cyber_incident", args=[incident.case.code]),
    )
