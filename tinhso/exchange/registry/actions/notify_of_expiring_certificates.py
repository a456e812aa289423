from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tinhso.exchange.models import ClientCertificate, Member, ProviderCertificate
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.notify_of_expiring_keys import AHEAD
from tinhso.exchange.registry.callers import notify_agencies
from tinhso.exchange.registry.permissions import NoOperator, operator
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import NoRule
from tinhso.lib.dates import HANOI

MADE_UP_FOR = timedelta(days=30)
"""So long after its end a certificate is still told of as ended, where no morning came before."""


@dataclass(frozen=True)
class Ending:
    """One certificate of one member; `of` is the word by which its templates and keys begin."""

    of: str
    fingerprint: str
    ends_at: datetime
    member: Member
    code: str
    path: str


@transaction.atomic
def notify_of_expiring_certificates(*, by: Actor, at: datetime, now: datetime) -> int:
    """Tell the member's agency and the operator of certificates that end within 30, 7 days and 1, and of those that ended, once
    each, however many addresses one serves; how many certificates. By the system, every morning; a morning that was missed is
    made up for. `at` is the real clock, by which certificates end.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    found = {(one.of, one.fingerprint, one.member.pk): one for one in _ending(at)}
    runs = _operator(now) if found else set()
    for one in found.values():
        member_agency = {one.member.agency_id} if one.member.agency_id else set()
        _notify(one, runs | member_agency, by, at, now)
    return len(found)


def _operator(now: datetime) -> set[int]:
    """Nobody where no agency runs the platform that day: members are told all the same."""
    try:
        return {operator(now.astimezone(HANOI).date()).pk}
    except (NoOperator, NoRule):
        return set()


def _ending(at: datetime) -> Iterator[Ending]:
    """Two queries."""
    near = {"ends_at__gt": at - MADE_UP_FOR, "ends_at__lt": at + timedelta(days=AHEAD[-1] + 1)}
    seen = ProviderCertificate.objects.in_use(at).filter(**near)
    for row in seen.select_related("address__service__system__member").order_by("-pk"):
        service = row.address.service
        path = reverse("exchange_service", args=[service.pk])
        if row.ends_at is not None:
            yield Ending(
                "certificate", row.fingerprint, row.ends_at, service.system.member, service.code, path
            )
    of_callers = ClientCertificate.objects.filter(removed_at=None, **near).select_related("system__member")
    for one in of_callers:
        path = reverse("exchange_member", args=[one.system.member_id])
        yield Ending(
            "client_certificate", one.thumbprint, one.ends_at, one.system.member, one.system.code, path
        )


def _notify(one: Ending, agencies: set[int], by: Actor, at: datetime, now: datetime) -> None:
    """Of the step that it has come to; nothing before the thirtieth day."""
    day = one.ends_at.astimezone(HANOI).date()
    left = (day - at.astimezone(HANOI).date()).days
    step = next((days for days in AHEAD if left <= days), None)
    ended = one.ends_at <= at
    if step is None and not ended:
        return
    notify_agencies(
        agencies,
        template=f"{one.of}_expired" if ended else f"{one.of}_expiring",
        params={"code": one.code, "key": one.fingerprint[:16], "day": day},
        key=f"{one.of}:{one.fingerprint[:32]}:{one.member.pk}:{'ended' if ended else step}",
        path=one.path,
        by=by,
        now=now,
    )
