from datetime import datetime

from django.db import transaction

from tinhso.exchange.agreements.changes import note_change
from tinhso.exchange.agreements.events import AgreementQuotaChanged
from tinhso.exchange.agreements.permissions import check_can_steer
from tinhso.exchange.agreements.terms import Quota, check_quota
from tinhso.exchange.models import Agreement, AgreementChange
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def change_quota(*, agreement: Agreement, quota: Quota, text: str, by: Actor, now: datetime) -> None:
    """How often may be called; what it was and what it is now is told to both sides.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_steer(agreement, by, now.date())
    check_quota(quota)
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do đổi hạn mức.")
    held = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if held.approved_at is None or held.ended_at is not None:
        raise EntryRefused("", "Thỏa thuận này chưa có hiệu lực hoặc đã chấm dứt.")
    before = {name: getattr(held, name) for name in vars(quota)}
    if before == vars(quota):
        raise EntryRefused("", "Hạn mức không khác hạn mức đang có.")
    Agreement.objects.filter(pk=held.pk).update(**vars(quota))
    record(AgreementQuotaChanged(case_id=held.pk, **vars(quota)), by=by, at=now)
    note_change(
        agreement,
        AgreementChange.What.QUOTA,
        reason=text.strip(),
        by=by,
        now=now,
        before=before,
        after=dict(vars(quota)),
    )
