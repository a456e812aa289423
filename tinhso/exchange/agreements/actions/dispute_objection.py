from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case, open_case, submit_case
from tinhso.exchange.agreements.agreement_process import (
    DECIDE,
    DISPUTE,
    arbiter,
    check_answers,
    let_both_see,
    limit_of,
    process_of,
)
from tinhso.exchange.agreements.events import ObjectionDisputed
from tinhso.exchange.agreements.permissions import check_can_apply
from tinhso.exchange.models import Agreement, AgreementDispute
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def dispute_objection(*, agreement: Agreement, text: str, by: Actor, now: datetime) -> AgreementDispute:
    """The consumer asks the arbiter of the province to decide over an objection, once.

    Raises: ExchangeForbidden, EntryRefused, NobodyAnswers.
    """
    check_can_apply(agreement.consumer, by, now.date())
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do không đồng ý với việc từ chối.")
    held = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not held.objection:
        raise EntryRefused("", "Đề nghị này không bị từ chối.")
    if AgreementDispute.objects.filter(agreement=held).exists():
        raise EntryRefused("", "Việc từ chối này đã được đề nghị giải quyết.")
    seat = arbiter(now.date())
    check_answers(seat, (Head.code,), now.date())
    code = f"{agreement.case.code}-GQ"
    case = open_case(
        kind=DISPUTE,
        code=code,
        title=f"Giải quyết việc từ chối chia sẻ {agreement.case.code}"[:200],
        agency=seat,
        source=Case.Source.INTERNAL,
        process=process_of(DISPUTE),
        parent=agreement.case,
        by=by,
        now=now,
    )
    reply = limit_of("exchange.dispute_days", now.date())
    submit_case(
        case=case, ver=case.ver, code=code, reply=reply, reply_role=Head.code, act=DECIDE, by=by, now=now
    )
    let_both_see(case, agreement, now.date())
    dispute = AgreementDispute.objects.create(case=case, agreement=agreement, text=text.strip())
    record(ObjectionDisputed(case_id=case.pk, agreement_id=agreement.pk), by=by, at=now)
    return dispute
