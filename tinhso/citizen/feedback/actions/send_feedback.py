from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, State, open_case, submit_case
from tinhso.citizen.feedback.events import FeedbackSent
from tinhso.citizen.feedback.route import KIND, due_of, feedback_limit, feedback_process, receiver
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import SYSTEM, Actor, Code, next_number, record
from tinhso.kernel.people.public import Agency, Person, pseudonym_of, stands_for
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site.public import lock_client_key
from tinhso.kernel.site.rate_limit import allow

MOST_A_DAY = 5  # of one person


@dataclass(frozen=True)
class Sender:
    """Who sends it, as the law wants it written down; `person` where it comes from an account: the case holds a pseudonym."""

    name: str
    phone: str
    address: str
    email: str = ""
    person: Person | None = None


class TooMuchFeedback(Exception):
    """This person has sent as many today as one may."""


@transaction.atomic
def send_feedback(
    *,
    sender: Sender,
    wished: Feedback.Kind,
    subject: str,
    text: str,
    about: Agency | None,
    client_key: UUID,
    by: Actor,
    now: datetime,
    source: Case.Source = Case.Source.OWN_PORTAL,
) -> Feedback:
    """Hand a feedback in, or enter one that came by letter or telephone; the same client key gives the same one again.

    Raises: NotYourTurn unless by the sender, the receiving office or the system; TooMuchFeedback, NoReceiver.
    """
    person, seat = sender.person, receiver(now.date())
    check_may_send(person, seat, by)
    for_oneself = person is not None and by.person_id == person.pk  # an officer may write for themselves too
    teller = (
        by if by.is_officer and not for_oneself else SYSTEM
    )  # the answering agency reads the history: it names no sender
    lock_client_key(client_key)
    if earlier := Case.objects.filter(client_key=client_key).first():
        return _sent_before(earlier, person)
    if person and by.person_id and not allow("feedback", str(person.pk), MOST_A_DAY, 86_400):
        raise TooMuchFeedback
    case = _open(pseudonym_of(person) if person else None, seat, source, client_key, teller, now)
    feedback = Feedback.objects.create(
        case=case,
        wished=wished,
        sender_name=sender.name,
        phone=sender.phone,
        email=sender.email,
        address=sender.address,
        subject=subject,
        text=text,
        about=about,
        refuse_by=due_of(case, "refuse", now),
    )
    record(FeedbackSent(case_id=case.pk, wished=Code(wished)), by=teller, at=now)
    _submit(case, teller, now)
    return feedback


def check_may_send(person: Person | None, seat: Agency, by: Actor) -> None:
    """The person for themselves; the desk of the receiving office for whoever wrote or called."""
    at_the_desk = by.holds(DeskOfficer) and by.agency_id == seat.pk
    if not (by.system or at_the_desk or (person is not None and by.person_id == person.pk)):
        raise NotYourTurn


def _sent_before(case: Case, person: Person | None) -> Feedback:
    """The same key again by whoever sent it; a desk's has no person."""
    same = case.person_id is None if person is None else stands_for(case.person_id, person.pk)
    if case.kind != KIND or case.state == State.DRAFT or not same:
        raise NotYourTurn(case.pk)
    return Feedback.objects.get(case=case)


def _open(
    person: Person | None, seat: Agency, source: Case.Source, client_key: UUID, teller: Actor, now: datetime
) -> Case:
    return open_case(
        kind=KIND,
        code=f"NHAP-{client_key.hex.upper()}",
        title="Phản ánh, kiến nghị",  # what it is about is the sender's own text and stays in its row
        agency=seat,
        desk=seat,
        source=source,
        process=feedback_process(),
        person=person,
        client_key=client_key,
        by=teller,
        now=now,
    )


def _submit(case: Case, teller: Actor, now: datetime) -> None:
    """The day's next number; the desk has the days of a supplement to look at it."""
    day = f"{now:%y%m%d}"
    submit_case(
        case=case,
        ver=case.ver,
        code=f"KN-{day}-{next_number(f'feedback:{day}'):04}",
        reply=feedback_limit("supplement", now.date()),
        reply_role=DeskOfficer.code,
        by=teller,
        now=now,
    )
