from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, State, open_case, submit_case
from tinhso.citizen.information_access.deeds import tell_asker
from tinhso.citizen.information_access.events import InformationRequested
from tinhso.citizen.information_access.permissions import check_can_send
from tinhso.citizen.information_access.route import (
    KIND,
    SOURCES,
    TITLE,
    Channel,
    answering_agencies,
    information_process,
    review_limit,
)
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import SYSTEM, Actor, Code, next_number, record
from tinhso.kernel.people.public import Agency, Person, pseudonym_of, stands_for
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.public import lock_client_key
from tinhso.kernel.site.rate_limit import allow
from tinhso.lib.dates import local

MOST_A_DAY = 5  # of one account


@dataclass(frozen=True)
class Asker:
    """Who wants to know (forms 01 and 02); `person` where it comes from an account: the case holds a pseudonym."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    identity_number: str = ""
    represents: str = ""
    authority: str = ""
    person: Person | None = None


@dataclass(frozen=True)
class WantedInformation:
    """What is wanted, why (nobody has to say), and how it shall be given."""

    subject: str
    text: str
    delivery: InformationRequest.Delivery
    language: InformationRequest.Language = InformationRequest.Language.VIETNAMESE
    purpose: str = ""


class TooManyRequests(Exception):
    """This account has sent as many today as one may."""


class AgencyNotAddressable(LookupError):
    """Nobody answers requests at that agency on that day."""


class NotReceivedYet(ValueError):
    """The day on which it came lies after today, or too long ago to be entered."""


@transaction.atomic
def send_request(
    *,
    asker: Asker,
    wanted: WantedInformation,
    agency: Agency,
    client_key: UUID,
    by: Actor,
    now: datetime,
    channel: InformationRequest.Channel = Channel.PAGE,
    received_at: datetime | None = None,
) -> InformationRequest:
    """Hand a request in, or enter one that came by mail, post or at the counter; the same client key gives the same one again.

    A visitor without an account is the system's (`by=SYSTEM`, no person). Raises: NotYourTurn unless for oneself, by an officer
    of the agency or the system; TooManyRequests, AgencyNotAddressable, NotReceivedYet.
    """
    person = asker.person
    check_can_send(person, agency, channel, by)
    lock_client_key(client_key)
    if earlier := Case.objects.filter(client_key=client_key).first():
        return _sent_before(earlier, person)
    if person and by.person_id and not allow("information", str(person.pk), MOST_A_DAY, 86_400):
        raise TooManyRequests
    if not answering_agencies(now.date()).filter(pk=agency.pk).exists():
        raise AgencyNotAddressable(agency.code)
    came = received_at or now
    if came > now or (now - came).days > 366:
        raise NotReceivedYet
    teller = by if by.is_officer and person is None else SYSTEM  # the log of the case names no asker
    case = _open(pseudonym_of(person) if person else None, agency, channel, client_key, teller, now)
    request = _write(case, asker, wanted, channel, came)
    asked = InformationRequested(case_id=case.pk, channel=Code(channel), represented=bool(asker.represents))
    record(asked, by=teller, at=now)
    _submit(case, teller, now)
    tell_asker(case, "received", by=teller, now=now)
    return request


def _sent_before(case: Case, person: Person | None) -> InformationRequest:
    """The same key again by whoever sent it; one without an account has no person."""
    same = case.person_id is None if person is None else stands_for(case.person_id, person.pk)
    if case.kind != KIND or case.state == State.DRAFT or not same:
        raise NotYourTurn(case.pk)
    return InformationRequest.objects.select_related("case").get(case=case)


def _open(
    person: Person | None,
    agency: Agency,
    channel: Channel,
    client_key: UUID,
    teller: Actor,
    now: datetime,
) -> Case:
    return open_case(
        kind=KIND,
        code=f"NHAP-{client_key.hex.upper()}",
        title=TITLE,
        agency=agency,
        source=SOURCES[channel],
        process=information_process(),
        person=person,
        client_key=client_key,
        by=teller,
        now=now,
    )


def _write(
    case: Case, asker: Asker, wanted: WantedInformation, channel: Channel, came: datetime
) -> InformationRequest:
    return InformationRequest.objects.create(
        case=case,
        channel=channel,
        asker_name=asker.name,
        identity_number=asker.identity_number,
        phone=asker.phone,
        email=asker.email,
        address=asker.address,
        represents=asker.represents,
        authority=asker.authority,
        subject=wanted.subject.strip(),
        text=wanted.text.strip(),
        purpose=wanted.purpose.strip(),
        delivery=wanted.delivery,
        language=wanted.language,
        valid_at=came,
    )


def _submit(case: Case, teller: Actor, now: datetime) -> None:
    """The day's next number; the agency has the days of the rule to see whether it is valid."""
    day = f"{local(now):%y%m%d}"
    submit_case(
        case=case,
        ver=case.ver,
        code=lambda: f"TT-{day}-{next_number(f'information_request:{day}'):04}",
        reply=review_limit(now.date()),
        reply_role=Examiner.code,
        by=teller,
        now=now,
    )
