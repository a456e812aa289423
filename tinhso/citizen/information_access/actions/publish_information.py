from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.casework.public import NoteRefused, finish_case
from tinhso.citizen.information_access.events import InformationPublished, InformationWithheld
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import Actor, commit, record
from tinhso.kernel.moderation.public import personal_words
from tinhso.kernel.search.public import Entry, index

SEARCHED = "information_answer"


class StillNamesSomebody(ValueError):
    """The text for everybody holds what looks like a phone, a personal number, a mail address, or who wanted to know."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(", ".join(found))
        self.found = found


@transaction.atomic
def publish_information(
    *, request: InformationRequest, ver: int, question: str, answer: str, by: Actor, now: datetime
) -> None:
    """Question and answer for everybody, in neutral words that the officer wrote, without who wanted to know; the search finds it.

    Raises: NotYourTurn, Stale, NotSettled, NoteRefused, StillNamesSomebody.
    """
    if not question.strip() or not answer.strip():
        raise NoteRefused("Nhập câu hỏi và câu trả lời để công khai.")
    names = [
        request.asker_name,
        request.phone,
        request.email,
        request.identity_number,
        request.address,
        request.represents,
        request.third_party,
    ]
    if found := personal_words(f"{question}\n{answer}", names=[name for name in names if name]):
        raise StillNamesSomebody(found)
    finish_case(case=request.case, ver=ver, by=by, now=now)
    request.published_question, request.published_answer = question.strip(), answer.strip()
    request.published_at = now
    request.save(update_fields=["published_question", "published_answer", "published_at"])
    index([search_entry(request)])
    salt = bytes(request.salt)
    event = InformationPublished(
        case_id=request.case_id,
        question=commit(salt, request.published_question),
        answer=commit(salt, request.published_answer),
    )
    record(event, by=by, at=now)


@transaction.atomic
def withhold_information(
    *, request: InformationRequest, ver: int, reason: str, by: Actor, now: datetime
) -> None:
    """Given to the asker alone, with the reason. Raises: NotYourTurn, Stale, NotSettled, NoteRefused."""
    if not reason.strip():
        raise NoteRefused("Nhập lý do không công khai.")
    finish_case(case=request.case, ver=ver, by=by, now=now)
    request.withheld = reason.strip()
    request.save(update_fields=["withheld"])
    event = InformationWithheld(case_id=request.case_id, reason=commit(bytes(request.salt), request.withheld))
    record(event, by=by, at=now)


def search_entry(request: InformationRequest) -> Entry:
    """A published answer as the search knows it."""
    return Entry(
        kind=SEARCHED,
        ref=request.case.code,
        title=request.published_question[:600],
        url=reverse("published_information", args=[request.case.code]),
        details=request.published_answer[:4000],
    )
