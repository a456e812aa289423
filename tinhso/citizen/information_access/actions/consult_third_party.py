from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused
from tinhso.citizen.information_access.deeds import check_is_being_answered
from tinhso.citizen.information_access.events import ThirdPartyConsulted
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def consult_third_party(
    *,
    request: InformationRequest,
    ver: int,
    third_party: str,
    agrees: bool | None,
    by: Actor,
    now: datetime,
) -> None:
    """Note that whoever the information is about was written to (business or private matters), and later what they said.

    The days of the law run on. Raises: NotYourTurn, Stale, NotBeingAnswered, NoteRefused without a name, or for an answer of
    somebody who was not written to.
    """
    check_is_being_answered(request, by)
    if agrees is not None and request.third_party_asked_at is None:
        raise NoteRefused("Ghi việc đã gửi văn bản hỏi ý kiến trước khi ghi trả lời.")
    name = third_party.strip() or request.third_party
    if not name:
        raise NoteRefused("Nhập tên bên thứ ba.")
    request.case.move(ver=ver)
    request.third_party, request.third_party_agrees = name, agrees
    request.third_party_asked_at = request.third_party_asked_at or now
    request.save(update_fields=["third_party", "third_party_agrees", "third_party_asked_at"])
    record(ThirdPartyConsulted(case_id=request.case_id, agrees=agrees), by=by, at=now)
