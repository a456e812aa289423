from datetime import datetime

from django.db import transaction

from tinhso.casework.public import forward_case
from tinhso.citizen.information_access.actions.send_request import AgencyNotAddressable
from tinhso.citizen.information_access.deeds import tell_asker
from tinhso.citizen.information_access.route import answering_agencies
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner


class ReceivedAlready(Exception):
    """It was found valid here: this agency answers, or refuses on a listed ground."""


@transaction.atomic
def hand_on_request(
    *, request: InformationRequest, ver: int, agency: Agency, reason: str, by: Actor, now: datetime
) -> None:
    """Another agency holds the information: the request goes there, and the days of the law begin when it gets it.

    Raises: NotYourTurn, Stale, SameAgency, NoteRefused, AgencyNotAddressable, ReceivedAlready.
    """
    case = request.case
    if case.step:
        raise ReceivedAlready(case.pk)
    if not answering_agencies(now.date()).filter(pk=agency.pk).exists():
        raise AgencyNotAddressable(agency.code)
    forward_case(
        case=case, ver=ver, to_agency=agency, reason=reason, reply_role=Examiner.code, by=by, now=now
    )
    request.valid_at = now
    request.save(update_fields=["valid_at"])
    tell_asker(case, "handed_on", by=by, now=now)
