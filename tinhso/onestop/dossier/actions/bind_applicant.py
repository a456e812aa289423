from datetime import datetime

from tinhso.casework.public import Case, State, seat_representative, set_applicant
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Person, forget_person
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import in_one_transaction
from tinhso.onestop.dossier.applicants import (
    AnotherName,
    Applicant,
    is_named_only,
    known_as,
    known_or_new,
)
from tinhso.onestop.dossier.events import ApplicantBound
from tinhso.onestop.models import CompanyRepresentative, Dossier


@in_one_transaction
def bind_applicant(*, dossier: Dossier, by: Actor, now: datetime, proved: bool = False) -> None:
    """The dossier of somebody whom only words named becomes that of the person who is known under number and name, so that they
    follow it. Nobody is made of words: only where it is `proved`, by papers before the desk, whoever is unknown becomes known. Part of
    the deed that gave the consent or accepts the dossier. Without a query for every other dossier.
    """
    named = dossier.case.person
    if named is None or not is_named_only(dossier):
        return
    known = known_as(dossier)
    if known is None and proved:
        known = _made_known(named, dossier)
    if known is None:
        return
    set_applicant(dossier.case, person=known)
    record(ApplicantBound(case_id=dossier.pk, person_id=known.pk), by=by, at=now)
    forget_named(named, by=by, now=now)
    holding = CompanyRepresentative.objects.holding(now.astimezone(HANOI).date()).filter(company=known)
    if known.kind == Person.Kind.ORGANISATION:
        for person_id in holding.values_list("person_id", flat=True):
            seat_representative(dossier.case, person_id=person_id)


def forget_named(named: Person, *, by: Actor, now: datetime) -> None:
    """Whom only words named is forgotten with the last dossier that names them; an earlier version made one row for several."""
    if not Case.objects.filter(person=named).exclude(state=State.WITHDRAWN, submitted_at=None).exists():
        forget_person(person=named, by=by, now=now)


def _made_known(named: Person, dossier: Dossier) -> Person | None:
    """The person on the papers; None where somebody else is known under that number: an officer settled it with words, and the name
    stays with this dossier alone."""
    kind = Person.Kind(named.kind)
    applicant = Applicant(kind, dossier.applicant_id_number, dossier.applicant_name, named.birth_date)
    try:
        return known_or_new(applicant)
    except AnotherName:
        return None
