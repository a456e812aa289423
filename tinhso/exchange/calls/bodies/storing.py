"""What of a batch of rows has bodies to be stored, by the agreements of this moment."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from tinhso.exchange.models import Agreement, ExchangeCall, Service, StoredBodies
from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.stored_bodies import sealed_bytes

DAYS_RULE, DAYS = "exchange.body_days", 30


def store_bodies(calls: Iterable[ExchangeCall], sealed: dict[UUID, str], *, now: datetime) -> int:
    """In the import's transaction; how many. What comes with a call whose agreement stores none, of a service with personal data or of a
    row that was there already is thrown away. Three queries where anything came."""
    coming = [one for one in calls if one.pk in sealed and one.agreement]
    if not coming:
        return 0
    codes = {one.agreement for one in coming}
    stored = Agreement.objects.filter(
        case__code__in=codes,
        stores_bodies=True,
        service__personal=False,
        service__subject_in=Service.Subject.NONE,
    )
    allowed = {
        (code, f"{kind}/{member}/{system}/{service}")
        for code, kind, member, system, service in stored.values_list(
            "case__code",
            "service__system__member__member_class",
            "service__system__member__code",
            "service__system__code",
            "service__code",
        )
    }
    days = int(rule_or(DAYS_RULE, DAYS, on=now.astimezone(HANOI).date()))
    batches = {one.batch_id for one in coming}
    there = set(
        ExchangeCall.objects.filter(pk__in=[one.pk for one in coming], batch__in=batches).values_list(
            "pk", flat=True
        )
    )
    rows = [
        StoredBodies(call_id=one.pk, sealed=content, until=_until(one, days))
        for one in coming
        if one.pk in there
        and (one.agreement, one.service) in allowed
        and (content := _content(sealed[one.pk]))
    ]
    return len(StoredBodies.objects.bulk_create(rows, ignore_conflicts=True))


def _until(call: ExchangeCall, days: int) -> date:
    return call.at.astimezone(HANOI).date() + timedelta(days=days)


def _content(text: str) -> bytes:
    try:
        return sealed_bytes(text)
    except ValueError:
        return b""
