from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case
from tinhso.citizen.information_access.deeds import make_paper, tell_asker
from tinhso.citizen.information_access.events import InformationRequestAccepted
from tinhso.citizen.information_access.route import law_limit, what_is_left
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.lib.legal_time.clock import Effect


@transaction.atomic
def accept_request(
    *,
    request: InformationRequest,
    ver: int,
    weight: InformationRequest.Weight,
    by: Actor,
    now: datetime,
) -> InformationPaper:
    """The request is valid: the receipt slip gets its number, and the days of the law run since it came.

    Raises: NotYourTurn, Stale, Unlawful.
    """
    case = request.case
    limit = law_limit(request.channel, weight, now.date())
    left = what_is_left(limit, case, request.valid_at, now)
    accept_case(case=case, ver=ver, limit=left, effect=Effect.PAUSE, by=by, now=now)
    request.weight = weight
    request.save(update_fields=["weight"])
    paper = make_paper(request, InformationPaper.Form.RECEIPT, now)
    event = InformationRequestAccepted(case_id=case.pk, weight=Code(weight), number=paper.number)
    record(event, by=by, at=now)
    tell_asker(case, "accepted", by=by, now=now)
    return paper
