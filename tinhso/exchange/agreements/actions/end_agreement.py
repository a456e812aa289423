from datetime import datetime

from django.db import transaction

from tinhso.exchange.agreements.changes import note_change
from tinhso.exchange.agreements.events import AgreementEnded
from tinhso.exchange.agreements.permissions import can_apply
from tinhso.exchange.models import Agreement, AgreementChange
from tinhso.exchange.registry.permissions import check_can_keep_registry
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def end_agreement(*, agreement: Agreement, text: str, by: Actor, now: datetime) -> None:
    """For ever, by the consumer who needs it no more or by the operator: a provider has the duty to share.

    Raises: ExchangeForbidden, EntryRefused.
    """
    if not can_apply(agreement.consumer, by, now.date()):
        check_can_keep_registry(by, now.date())
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do chấm dứt.")
    if not end(agreement, now):
        raise EntryRefused("", "Thỏa thuận này chưa có hiệu lực hoặc đã chấm dứt.")
    record(AgreementEnded(case_id=agreement.pk), by=by, at=now)
    note_change(agreement, AgreementChange.What.ENDED, reason=text.strip(), by=by, now=now)


def end(agreement: Agreement, now: datetime) -> bool:
    """False where there is nothing to end. In the caller's transaction."""
    granted = Agreement.objects.filter(pk=agreement.pk, approved_at__isnull=False, ended_at=None)
    return bool(granted.update(ended_at=now))
