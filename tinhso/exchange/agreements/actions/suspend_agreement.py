from datetime import datetime

from django.db import transaction

from tinhso.exchange.agreements.changes import note_change
from tinhso.exchange.agreements.events import AgreementResumed, AgreementSuspended
from tinhso.exchange.agreements.permissions import check_can_steer
from tinhso.exchange.models import Agreement, AgreementChange
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def suspend_agreement(*, agreement: Agreement, ground: str, text: str, by: Actor, now: datetime) -> None:
    """At once nothing is let through under this agreement; both sides are told.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_steer(agreement, by, now.date())
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do tạm dừng.")
    granted = Agreement.objects.filter(pk=agreement.pk, approved_at__isnull=False, ended_at=None)
    changes = {"suspended_at": now, "suspension": ground, "suspension_text": text.strip()}
    if not granted.filter(suspended_at=None).update(**changes):
        raise EntryRefused("", "Thỏa thuận này chưa có hiệu lực, đã chấm dứt hoặc đang tạm dừng.")
    record(AgreementSuspended(case_id=agreement.pk, ground=Code(ground)), by=by, at=now)
    note_change(agreement, AgreementChange.What.SUSPENDED, reason=text.strip(), by=by, now=now)


@transaction.atomic
def resume_agreement(*, agreement: Agreement, text: str, by: Actor, now: datetime) -> None:
    """Calls are let through again; both sides are told.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_steer(agreement, by, now.date())
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do nối lại.")
    suspended = Agreement.objects.filter(pk=agreement.pk, ended_at=None).exclude(suspended_at=None)
    if not suspended.update(suspended_at=None, suspension="", suspension_text=""):
        raise EntryRefused("", "Thỏa thuận này không bị tạm dừng.")
    record(AgreementResumed(case_id=agreement.pk), by=by, at=now)
    note_change(agreement, AgreementChange.What.RESUMED, reason=text.strip(), by=by, now=now)
