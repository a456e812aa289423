"""A change of an agreement: the row that stays, and the word to both sides. In the transaction of the deed."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from tinhso.exchange.models import Agreement, AgreementChange
from tinhso.exchange.registry.callers import agencies_of, notify_agencies
from tinhso.kernel.events.public import Actor


def note_change(
    agreement: Agreement,
    what: AgreementChange.What,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AgreementChange:
    """Write it down and tell provider and consumers."""
    change = AgreementChange.objects.create(
        agreement=agreement,
        what=what,
        before=before or {},
        after=after or {},
        reason=reason,
        made_by_id=by.user_id,
        made_at=now,
    )
    notify_both_sides(agreement, f"agreement_{what}", f"change:{change.pk}", by=by, now=now)
    return change


def notify_both_sides(agreement: Agreement, template: str, key: str, *, by: Actor, now: datetime) -> int:
    """Head and data officer of provider and consumers; how many were told."""
    case = agreement.case
    return notify_agencies(
        agencies_of([agreement.pk]) | {case.agency_id},
        template=template,
        params={"code": case.code},
        key=key,
        path=reverse("exchange_agreement", args=[case.code]),
        by=by,
        now=now,
    )
