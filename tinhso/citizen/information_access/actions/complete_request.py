"""What is missing: the agency says it once, the asker adds it, or the agency writes down what came without an account."""

from datetime import datetime

from django.db import transaction

from tinhso.casework.public import (
    Case,
    NoteRefused,
    State,
    check_can_act,
    complete_supplement,
    request_supplement,
)
from tinhso.citizen.feedback.deeds import unnamed
from tinhso.citizen.information_access.deeds import tell_asker
from tinhso.citizen.information_access.permissions import check_can_enter_request
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Examiner

LONGEST = 4000


@transaction.atomic
def ask_completion(*, request: InformationRequest, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Tell the asker once what the request lacks to be valid.

    Raises: NotYourTurn, Stale, Unlawful, AskedBefore, NobodyToAsk, NoteRefused.
    """
    case = request.case
    request_supplement(case=case, ver=ver, text=text, lapse_role=Examiner.code, by=by, now=now)
    tell_asker(case, "supplement", by=by, now=now)


@transaction.atomic
def complete_request(*, request: InformationRequest, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The asker adds what was missing; a request that was not received yet is valid from now.

    Raises: NotYourTurn, Stale, NoteRefused for nothing or too much.
    """
    more, case = _with_more(request, text), request.case
    complete_supplement(case=case, ver=ver, reply_role=Examiner.code, by=unnamed(by), now=now)
    _save(request, case, more, now)


@transaction.atomic
def enter_completion(*, request: InformationRequest, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The agency writes down what an asker without an account added by telephone, letter or at the counter.

    Raises: NotYourTurn where there is an account, or for another agency; Stale, NoteRefused.
    """
    case = request.case
    check_can_act(case, by)
    check_can_enter_request(by, case.agency)
    more = _with_more(request, text)
    if case.person_id is not None or case.state != State.SUBMITTED:
        raise NoteRefused("Người yêu cầu có tài khoản tự bổ sung; yêu cầu đã tiếp nhận không bổ sung thêm.")
    case.move(ver=ver)
    _save(request, case, more, now)


def _with_more(request: InformationRequest, text: str) -> str:
    more = "\n\n".join(filter(None, [request.more, text.strip()]))
    if not text.strip():
        raise NoteRefused("Nhập nội dung bổ sung.")
    if len(more) > LONGEST:
        raise NoteRefused(f"Nội dung bổ sung dài {len(more)} ký tự; rút gọn còn tối đa {LONGEST} ký tự.")
    return more


def _save(request: InformationRequest, case: Case, more: str, now: datetime) -> None:
    request.more = more
    if not case.step:
        request.valid_at = now
    request.save(update_fields=["more", "valid_at"])
