from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NotYourTurn, check_can_act
from tinhso.documents.models import CommentAnswer, Consultation, PublicComment
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.rulemaking.events import CommentsAnswered
from tinhso.documents.rulemaking.text_limits import MOST_ANSWER
from tinhso.documents.rulemaking.way import ANSWER, COLLECT
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def answer_comments(
    *,
    consultation: Consultation,
    comments: Collection[int],
    decision: CommentAnswer.Decision,
    text: str,
    by: Actor,
    now: datetime,
) -> CommentAnswer:
    """The drafter answers these comments, one or several alike, shown or not: adopted, in part, or not, and why.

    Until the answers are published another answer takes the place of an earlier one; nobody else reads them before.

    Raises: NotYourTurn, SecretDocument, EntryRefused.
    """
    check_can_act(consultation.case, by)
    if consultation.case.step not in (COLLECT, ANSWER):
        raise NotYourTurn(consultation.pk)
    check_not_secret(NONE, [text])
    words = text.strip()
    if not 1 <= len(words) <= MOST_ANSWER:
        raise EntryRefused("text", f"Ghi rõ tiếp thu thế nào, vì sao; tối đa {MOST_ANSWER} ký tự.")
    rows = PublicComment.objects.select_for_update().filter(consultation=consultation, pk__in=comments)
    found = list(rows.values_list("pk", flat=True))
    if not found or len(found) != len(set(comments)):
        raise EntryRefused("", "Chọn ít nhất một góp ý của dự thảo này.")
    answer = CommentAnswer.objects.create(
        consultation=consultation, decision=decision, text=words, by_id=by.user_id or 0, at=now
    )
    PublicComment.objects.filter(pk__in=found).update(answer=answer)
    event = CommentsAnswered(
        case_id=consultation.pk, answer_id=answer.pk, decision=Code(decision), comments=len(found)
    )
    record(event, by=by, at=now)
    return answer
