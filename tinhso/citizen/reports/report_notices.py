"""Telling whoever reported, and whoever follows, what became of a report."""

from datetime import datetime

from django.urls import reverse

from tinhso.citizen.models import Report
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Person, has_account, owner_of

TOPIC = "citizen.report"


def tell_reporter(report: Report, template: str, *, now: datetime) -> None:
    """One notice for each telling and version of the case; nothing for a report that nobody can be reached about."""
    case = report.case
    if case.person is None or not is_reachable(case.person):
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


def merged_into(report: Report) -> list[Report]:
    """The reports that went on with this one, over several steps too. One query a step."""
    found: dict[int, Report] = {}
    wave = [report.pk]
    while wave:
        rows = (
            Report.objects.select_related("case__person").filter(merged_into__in=wave).exclude(pk__in=found)
        )
        fresh = {one.pk: one for one in rows}
        found |= fresh
        wave = list(fresh)
    return list(found.values())


def tell_merged(report: Report, template: str, *, now: datetime) -> None:
    """Whoever sent a report that went on with this one, with or without an account, on the page of their own."""
    for one in merged_into(report):
        tell_reporter(one, template, now=now)


def is_reachable(person: Person) -> bool:
    """Whether anything reaches them. One query where there is neither phone nor e-mail."""
    return bool(person.phone or person.email) or has_account(person)


def tell_followers(report: Report, template: str, *, now: datetime) -> int:
    """Every account that follows, of those that are not the sender; how many."""
    rows = report.followers.select_related("user").order_by("pk")
    case, notified = report.case, 0
    sender = case.person and owner_of(
        case.person, purpose="notice", page="tell_followers", case_ids=[case.pk], at=now
    )
    for follow in rows.iterator(chunk_size=500):
        if sender and follow.user.person_id == sender.pk:
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
        notified += 1
    return notified
