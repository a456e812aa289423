from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused, refuse_case, settle_case
from tinhso.citizen.information_access.deeds import check_is_being_answered, make_paper, tell_asker
from tinhso.citizen.information_access.events import InformationAnswered, InformationRefused
from tinhso.citizen.information_access.route import words_of_ground
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.events.public import Actor, Code, commit, record


@transaction.atomic
def answer_request(
    *,
    request: InformationRequest,
    ver: int,
    answer: str,
    by: Actor,
    now: datetime,
    ground: str = "",
    ground_text: str = "",
) -> None:
    """Give the information; with a listed ground and words, all but the part that is refused.

    Raises: NotYourTurn, Stale, NotBeingAnswered, NoteRefused, UnknownGround.
    """
    check_is_being_answered(request, by)
    if not answer.strip():
        raise NoteRefused("Nhập nội dung trả lời, hoặc nói rõ các tệp kèm theo là gì.")
    if ground:
        words_of_ground(ground, now.date())
    if bool(ground) != bool(ground_text.strip()):
        raise NoteRefused("Từ chối một phần phải có căn cứ trong danh mục và lời giải thích phần nào.")
    case = request.case
    settle_case(case=case, ver=ver, outcome="answered", by=by, now=now)
    request.answer, request.ground, request.ground_text = answer.strip(), ground, ground_text.strip()
    request.save(update_fields=["answer", "ground", "ground_text"])
    event = InformationAnswered(
        case_id=case.pk,
        answer=commit(bytes(request.salt), request.answer),
        files=request.files.count(),
        ground=Code(ground) if ground else None,
    )
    record(event, by=by, at=now)
    tell_asker(case, "answered", by=by, now=now)


@transaction.atomic
def refuse_request(
    *, request: InformationRequest, ver: int, ground: str, text: str, by: Actor, now: datetime
) -> InformationPaper:
    """Refuse the whole, at receipt or later, on a ground of the list and with words: the notice of refusal gets its number.

    Raises: NotYourTurn, Stale, Unlawful, UnknownGround, NoteRefused, PaperMadeBefore.
    """
    words = words_of_ground(ground, now.date())
    if not text.strip():
        raise NoteRefused("Viết lý do cụ thể và hướng dẫn người yêu cầu.")
    case = request.case
    refuse_case(case=case, ver=ver, text=f"{words}. {text.strip()}", by=by, now=now)
    request.ground, request.ground_text = ground, text.strip()
    request.save(update_fields=["ground", "ground_text"])
    paper = make_paper(request, InformationPaper.Form.REFUSAL, now)
    event = InformationRefused(case_id=case.pk, ground=Code(ground), number=paper.number)
    record(event, by=by, at=now)
    tell_asker(case, "refused", by=by, now=now)
    return paper
