"""Tells the applicant what became of their dossier, in the inbox and outside as they chose; and the national portal."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse

from tinhso.casework.events import (
    CaseAccepted,
    CaseAdvanced,
    CaseAssigned,
    CaseEndCorrected,
    CaseFinished,
    CaseForwarded,
    CaseMoved,
    CasePaused,
    CaseReappointed,
    CaseRefused,
    CaseResumed,
    CaseReturned,
    CaseSettled,
    CaseSubmitted,
    CaseWithdrawn,
    DueRecomputed,
    SupplementCompleted,
    SupplementLapsed,
    SupplementRequested,
)
from tinhso.casework.public import Case, State
from tinhso.kernel.events.public import SYSTEM, EventRow, event_of, job, listen
from tinhso.kernel.notices.public import Param, notify
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import cached_query
from tinhso.onestop.builder.events import DossierMigrated
from tinhso.onestop.companies.standing import representatives_to_tell
from tinhso.onestop.dossier.visit_wishes import forget_wishes
from tinhso.onestop.intake.actions.start_dossier import KIND
from tinhso.onestop.linked_services.events import LinkedPartRefused, LinkedPartSettled, LinkedPartSkipped
from tinhso.onestop.models import Dossier, FeeCharge, LinkedPart
from tinhso.onestop.money.events import FeeAsked, PaymentReceived
from tinhso.onestop.national_portal.actions.enqueue_portal import enqueue_portal
from tinhso.onestop.offers.actions.make_offers import make_offers

TOPIC, OFFERS = "onestop.dossier", "onestop.offers"


@listen(CaseSubmitted)
def tell_submitted(row: EventRow) -> None:
    notify_parties(row, "submitted", reply_due=event_of(row, CaseSubmitted).reply_due_at)


@listen(CaseAccepted)
def tell_accepted(row: EventRow) -> None:
    notify_parties(row, "accepted", due=event_of(row, CaseAccepted).due_at)


@listen(SupplementRequested)
def tell_supplement(row: EventRow) -> None:
    notify_parties(row, "supplement", until=event_of(row, SupplementRequested).until)


@listen(SupplementLapsed)
def tell_lapsed(row: EventRow) -> None:
    notify_parties(row, "lapsed")


@listen(CaseRefused)
def tell_refused(row: EventRow) -> None:
    notify_parties(row, "refused")


@listen(CaseSettled)
def tell_settled(row: EventRow) -> None:
    notify_parties(row, "settled")


@listen(CaseSettled)
def offer_next_steps(row: EventRow) -> None:
    """What follows by law from what was granted is offered to the person alone, never to whoever filed for them."""
    dossier = (
        Dossier.objects.select_related("case__person", "version__procedure")
        .filter(pk=row.case_id or 0)
        .first()
    )
    if (
        dossier is None
        or not make_offers(dossier=dossier, by=SYSTEM, now=row.at)
        or dossier.case.person is None
    ):
        return
    notify(
        to=dossier.case.person,
        topic=OFFERS,
        template="onestop.offers_made",
        params={"code": dossier.case.code},
        now=row.at,
        key=f"offers_made:{dossier.pk}",
        case_id=dossier.pk,
        path=reverse("offers"),
    )


@listen(CaseEndCorrected)
def tell_corrected(row: EventRow) -> None:
    """What was told of the day on which the result was ready is told anew, with the deadline that it is measured by."""
    notify_parties(row, "corrected", ended=event_of(row, CaseEndCorrected).new_settled_at)


@listen(CaseReappointed)
def tell_reappointed(row: EventRow) -> None:
    notify_parties(row, "reappointed", due=event_of(row, CaseReappointed).new_due_at)


@listen(CaseResumed)
def tell_resumed(row: EventRow) -> None:
    """What the citizen waited or paid for is done: the time runs again, and until when."""
    notify_parties(row, "resumed", due=event_of(row, CaseResumed).due_at)


@listen(FeeAsked)
def tell_fee(row: EventRow) -> None:
    asked = event_of(row, FeeAsked)
    if asked.total:
        notify_parties(row, "duty_asked" if asked.due == FeeCharge.Due.DUTY else "fee_asked")


@listen(PaymentReceived)
def tell_payment(row: EventRow) -> None:
    notify_parties(row, "payment")


@listen(DossierMigrated)
def tell_migrated(row: EventRow) -> None:
    """Only where the citizen still writes: they see other questions than yesterday."""
    if Case.objects.filter(pk=row.case_id or 0, state__in=[State.DRAFT, State.WAITING_CITIZEN]).exists():
        notify_parties(row, "migrated", asks=event_of(row, DossierMigrated).asks)


@listen(LinkedPartSettled)
def tell_part_settled(row: EventRow) -> None:
    notify_parties(row, "part_settled", part=event_of(row, LinkedPartSettled).part)


@listen(LinkedPartRefused)
def tell_part_refused(row: EventRow) -> None:
    """Not of the registration itself: the office looks into it and sends it again."""
    part = event_of(row, LinkedPartRefused).part
    if part != LinkedPart.Kind.CIVIL_STATUS:
        notify_parties(row, "part_refused", part=part)


@listen(LinkedPartSkipped)
def tell_part_skipped(row: EventRow) -> None:
    part = event_of(row, LinkedPartSkipped).part
    if part != LinkedPart.Kind.CIVIL_STATUS:
        notify_parties(row, "part_skipped", part=part)


def notify_parties(row: EventRow, what: str, **moments: Param | None) -> None:
    """One notice an event to the person and one to whoever filed for them, of dossiers only; the key makes a second delivery tell nobody twice."""
    case = case_with_parties.first(row.case_id or 0)
    if case is None or case.person is None:
        return
    for to, key in ((case.person, f"{row.pk}"), (case.submitter, f"{row.pk}:submitter")):
        if to is not None and (to is case.person or to.pk != case.person_id):
            tell_one(case, to, row, what, key, moments)
    if (
        case.person.kind == Person.Kind.ORGANISATION
    ):  # nobody reads what a company is told, but who represents it
        for to in representatives_to_tell(case, row.at.astimezone(HANOI).date()):
            tell_one(case, to, row, what, f"{row.pk}:company:{to.pk}", moments)


@cached_query(int)
def case_with_parties(pk: int) -> QuerySet[Case]:
    return Case.objects.select_related("person", "submitter").filter(pk=pk, kind=KIND)


def tell_one(
    case: Case, to: Person, row: EventRow, what: str, key: str, moments: Mapping[str, Param | None]
) -> None:
    notify(
        to=to,
        topic=TOPIC,
        template=f"onestop.dossier_{what}",
        params={"code": case.code} | {name: at for name, at in moments.items() if at is not None},
        now=row.at,
        key=f"dossier_{what}:{key}",
        case_id=case.pk,
        path=reverse("dossier", args=[case.code]),
    )


@listen(CaseRefused)
@listen(SupplementLapsed)
@listen(CaseWithdrawn)
@listen(CaseFinished)
def forget_what_was_wished(row: EventRow) -> None:
    """Nobody comes for it any more."""
    if row.case_id:
        forget_wishes(row.case_id)


@listen(CaseSubmitted)
@listen(CaseAccepted)
@listen(CaseAssigned)
@listen(CaseAdvanced)
@listen(CaseReturned)
@listen(SupplementRequested)
@listen(SupplementCompleted)
@listen(CasePaused)
@listen(CaseResumed)
@listen(CaseForwarded)
@listen(CaseMoved)
@listen(CaseReappointed)
@listen(DueRecomputed)
@listen(CaseRefused)
@listen(SupplementLapsed)
@listen(CaseWithdrawn)
@listen(CaseSettled)
@listen(CaseEndCorrected)
@listen(CaseFinished)
def tell_portal(row: EventRow) -> None:
    """Queue what the national portal has to know, and the job that sends it."""
    if row.case_id and enqueue_portal(row.case_id):
        job("onestop.send_dossier").defer(dossier_id=row.case_id)
