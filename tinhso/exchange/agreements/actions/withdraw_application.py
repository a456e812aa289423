from datetime import datetime

from django.db import transaction

from tinhso.casework.public import withdraw_office_case
from tinhso.exchange.agreements.changes import notify_both_sides
from tinhso.exchange.agreements.permissions import check_can_apply
from tinhso.exchange.models import Agreement
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def withdraw_application(*, agreement: Agreement, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The consumer takes back what it applied for, before it is decided, and says why; both sides are told.

    An agreement that was approved is ended instead. The event is casework's.

    Raises: ExchangeForbidden, EntryRefused, Stale, Unlawful, AlreadySettled.
    """
    check_can_apply(agreement.consumer, by, now.date())
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do rút đề nghị.")
    withdraw_office_case(case=agreement.case, ver=ver, text=text.strip(), by=by, now=now)
    notify_both_sides(agreement, "agreement_withdrawn", f"withdrawn:{agreement.pk}", by=by, now=now)
