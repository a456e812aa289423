import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, State, open_case, submit_case
from tinhso.citizen.complaints.actions.register_complaint import LETTERS, take_in
from tinhso.citizen.complaints.actions.set_apart_complaint import keep_complaint
from tinhso.citizen.complaints.content import ComplaintContent
from tinhso.citizen.complaints.deeds import tell_complainant
from tinhso.citizen.complaints.route import KIND, TITLE, complaint_process, receiving_unit
from tinhso.citizen.models import Complaint
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.files.public import Holder, claim_files
from tinhso.kernel.people.public import Agency, Person, pseudonym_of, stands_for
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.public import lock_client_key
from tinhso.kernel.site.rate_limit import allow

MOST_A_DAY = 5  # of one person


class TooManyComplaints(Exception):
    """This person has sent as many today as one may."""


@transaction.atomic
def send_complaint(
    *,
    person: Person,
    accused: Agency | None,
    content: ComplaintContent,
    file_ids: Iterable[UUID],
    client_key: UUID,
    holder: Holder,
    by: Actor,
    now: datetime,
) -> Complaint:
    """A citizen's own complaint (never a denunciation), straight into the private register; the log names nobody.

    `holder` is who holds the files. The same key makes one. Raises: NotYourTurn but for the person, TooManyComplaints, NoReceivingUnit, NotYourFile.
    """
    if by.person_id != person.pk:
        raise NotYourTurn
    lock_client_key(client_key)
    if earlier := Case.objects.filter(client_key=client_key).first():
        return _sent_before(earlier, by)
    if not allow("complaint", str(person.pk), MOST_A_DAY, 86_400):
        raise TooManyComplaints
    unit = receiving_unit(accused, on=now.date())
    case = _open(pseudonym_of(person), unit, client_key, now)
    files = claim_files(file_ids, by=holder, now=now)
    take_in(case, Complaint.Kind.COMPLAINT, unit, by=SYSTEM, now=now)
    whole = replace(content, files=tuple(files))
    complaint = keep_complaint(case, Complaint.Kind.COMPLAINT, accused, whole, by=SYSTEM, now=now)
    tell_complainant(case, "received", by=SYSTEM, now=now)
    return complaint


def _sent_before(case: Case, by: Actor) -> Complaint:
    if case.kind != KIND or case.state == State.DRAFT or not stands_for(case.person_id, by.person_id):
        raise NotYourTurn(case.pk)
    return Complaint.objects.select_related("case").get(case=case)


def _open(person: Person, unit: Agency, client_key: UUID, now: datetime) -> Case:
    code = f"DT-{now:%y%m%d}-{''.join(secrets.choice(LETTERS) for _ in range(5))}"
    case = open_case(
        kind=KIND,
        code=code,
        title=TITLE,
        agency=unit,
        source=Case.Source.OWN_PORTAL,
        process=complaint_process(),
        person=person,
        client_key=client_key,
        by=SYSTEM,
        now=now,
    )
    submit_case(case=case, ver=case.ver, code=code, reply=None, reply_role=Examiner.code, by=SYSTEM, now=now)
    return case
