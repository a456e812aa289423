from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, State, open_case, reply_due, submit_case
from tinhso.exchange.agreements.agreement_process import (
    AGREEMENT,
    APPRAISE,
    SEEN_BY,
    check_answers,
    let_both_see,
    limit_of,
    process_of,
    provider_of,
)
from tinhso.exchange.agreements.changes import notify_both_sides
from tinhso.exchange.agreements.events import AgreementApplied
from tinhso.exchange.agreements.permissions import check_can_apply
from tinhso.exchange.agreements.terms import Terms, check_terms
from tinhso.exchange.models import Agreement
from tinhso.kernel.events.public import Actor, Code, next_number, record
from tinhso.kernel.people.roles import DataOfficer


@transaction.atomic
def apply_for_agreement(*, terms: Terms, client_key: UUID, by: Actor, now: datetime) -> Agreement:
    """A consumer asks to share data; the same client key gives the same agreement again.

    The provider has the working days of `exchange.objection_days` to look at it, and to object.

    Raises: ExchangeForbidden, EntryRefused, NobodyAnswers.
    """
    check_can_apply(terms.consumer, by, now.date())
    check_terms(terms, now)
    provider = provider_of(terms.service, now.date())
    check_answers(provider, SEEN_BY, now.date())
    case = open_case(
        kind=AGREEMENT,
        code=f"NHAP-{client_key.hex.upper()}",
        title=f"Chia sẻ dữ liệu: {terms.service.title}"[:200],
        agency=provider,
        source=Case.Source.INTERNAL,
        process=process_of(AGREEMENT),
        client_key=client_key,
        by=by,
        now=now,
    )
    if case.state != State.DRAFT:
        return Agreement.objects.get(case=case)
    _submit(case, by, now)
    agreement = _write(case, terms, by, now)
    let_both_see(case, agreement, now.date())
    event = AgreementApplied(
        case_id=case.pk,
        service_id=terms.service.pk,
        sharing=Code(terms.kind),
        objection_until=agreement.objection_until,
    )
    record(event, by=by, at=now)
    notify_both_sides(agreement, "agreement_applied", f"applied:{case.pk}", by=by, now=now)
    return agreement


def _submit(case: Case, by: Actor, now: datetime) -> None:
    day = f"{now:%y%m%d}"
    submit_case(
        case=case,
        ver=case.ver,
        code=f"CSDL-{day}-{next_number(f'exchange_agreement:{day}'):04}",
        reply=limit_of("exchange.objection_days", now.date()),
        reply_role=DataOfficer.code,
        act=APPRAISE,
        by=by,
        now=now,
    )


def _write(case: Case, terms: Terms, by: Actor, now: datetime) -> Agreement:
    return Agreement.objects.create(
        case=case,
        kind=terms.kind,
        service=terms.service,
        consumer=terms.consumer,
        group=terms.group,
        operations=[[one.method, one.path] for one in terms.operations],
        legal_basis=terms.legal_basis.strip(),
        purpose=terms.purpose.strip(),
        fields=list(terms.fields),
        agencies=list(terms.agencies),
        evidence=terms.evidence,
        certificate=terms.certificate,
        stores_bodies=terms.stores_bodies,
        disclosure=terms.disclosure,
        begins=terms.begins,
        ends=terms.ends,
        objection_until=reply_due(case) or now,
        applied_by_id=by.user_id,
        **vars(terms.quota),
    )
