from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from tinhso.exchange.models import Agreement, ExchangeCall
from tinhso.exchange.monitoring.board import IN_TROUBLE, Database, board, databases
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.callers import agencies_of, notify_agencies
from tinhso.exchange.registry.permissions import operator
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import HANOI

NEAR = 0.8
"""Such a share of the quota of a day is near its end."""


@transaction.atomic
def notify_of_troubles(*, by: Actor, now: datetime) -> int:
    """Tell of national databases that fail or are paused (the operator and who may call them) and of agreements whose quota
    of the day is nearly used up (both sides), each once a day; how many. By the system, every quarter of an hour.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    troubled = [one for one in databases(board(now)) if one.code in IN_TROUBLE]
    full = _nearly_full(now)
    for one in troubled:
        _tell_of_database(one, by, now)
    for agreement, used in full:
        _tell_of_quota(agreement, used, by, now)
    return len(troubled) + len(full)


def _tell_of_database(one: Database, by: Actor, now: datetime) -> None:
    day = now.astimezone(HANOI).date()
    approved = Agreement.objects.in_force(day).filter(service__system=one.system)
    agencies = agencies_of(approved.values_list("pk", flat=True)) | {operator(day).pk}
    if one.system.member.agency_id:
        agencies.add(one.system.member.agency_id)
    notify_agencies(
        agencies,
        template=f"database_{one.code}",
        params={"code": one.system.code},
        key=f"database:{one.system.pk}:{one.code}:{day:%Y%m%d}",
        path=reverse("exchange_monitoring"),
        by=by,
        now=now,
    )


def _nearly_full(now: datetime) -> list[tuple[Agreement, int]]:
    """Agreements in force with the calls of today, where they are near their quota. Two queries."""
    today = datetime.combine(now.astimezone(HANOI).date(), time(), tzinfo=HANOI)
    rows = ExchangeCall.objects.filter(at__gte=today, at__lte=now).exclude(agreement="").order_by()
    counts = dict(rows.values_list("agreement").annotate(n=Count("pk")))
    running = Agreement.objects.in_force(today.date()).filter(case__code__in=counts)
    return [
        (one, counts[one.case.code])
        for one in running.select_related("case", "service")
        if counts[one.case.code] >= NEAR * one.per_day
    ]


def _tell_of_quota(agreement: Agreement, used: int, by: Actor, now: datetime) -> None:
    case = agreement.case
    agencies: Iterable[int] = agencies_of([agreement.pk]) | {case.agency_id}
    notify_agencies(
        agencies,
        template="quota_near",
        params={"code": case.code, "percent": int(100 * used / agreement.per_day)},
        key=f"quota:{agreement.pk}:{now.astimezone(HANOI):%Y%m%d}",
        path=reverse("exchange_agreement", args=[case.code]),
        by=by,
        now=now,
    )
