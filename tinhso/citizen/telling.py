"""Telling whoever reported, and whoever follows, what became of a report."""

from datetime import datetime

from django.urls import reverse

from tinhso.citizen.models import Report
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import owner_of

TOPIC = "citizen.report"


def tell_reporter(report: Report, template: str, *, now: datetime) -> None:
    """One notice for each telling and version of the case; nothing for a report that nobody can be reached about."""
    case = report.case
    if case.person is None:
        return
    notify(
        to=case.person,
        topic=TOPIC,
        template=f"citizen.{template}",
        params={"code": case.code},
        now=now,
        key=f"citizen.{template}:{case.pk}:{case.ver}",
        case_id=case.pk,
        path=reverse("report", args=[case.code]),
    )


def tell_followers(report: Report, template: str, *, now: datetime) -> int:
    """Every account that follows, of those that are not the sender, and who sent what was merged into it; how many."""
    rows = report.followers.select_related("user").order_by("pk")
    case, told = report.case, 0
    own = case.person and owner_of(
        case.person, purpose="notice", page="tell_followers", case_ids=[case.pk], at=now
    )
    for follow in rows.iterator(chunk_size=500):
        if own and follow.user.person_id == own.pk:
            continue
        notify(
            to=follow.user,
            topic=TOPIC,
            template=f"citizen.{template}",
            params={"code": report.case.code},
            now=now,
            key=f"citizen.{template}:{report.case_id}:follow:{follow.pk}",
            case_id=report.case_id,
            path=reverse("report", args=[report.case.code]),
        )
        told += 1
    return told + _tell_merged(report, template, now)


def _tell_merged(report: Report, template: str, now: datetime) -> int:
    """Who sent a report that goes on with this one."""
    merged = report.merged.exclude(case__person=None).select_related("case__person")
    for one in merged:
        assert one.case.person is not None
        notify(
            to=one.case.person,
            topic=TOPIC,
            template=f"citizen.{template}",
            params={"code": report.case.code},
            now=now,
            key=f"citizen.{template}:{report.case_id}:merged:{one.pk}",
            case_id=one.case_id,
            path=reverse("report", args=[report.case.code]),
        )
    return len(merged)
