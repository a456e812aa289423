from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State, finish_case, resume_case, settle_case
from tinhso.documents.models import Consultation
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.rulemaking.events import AnswersPublished
from tinhso.documents.rulemaking.permissions import check_turn
from tinhso.documents.rulemaking.way import ANSWER
from tinhso.kernel.events.public import SYSTEM, Actor, job, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def publish_answers(*, consultation: Consultation, ver: int, by: Actor, now: datetime) -> None:
    """Everybody reads the answers, once each comment has one, and the newest version; who commented with an account is told by a job.

    The time for drafting goes on from here.

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_turn(consultation, ANSWER, ver, by)
    missing = consultation.comments.filter(answer=None).count()
    if missing:
        raise EntryRefused("", f"Còn {missing} góp ý chưa được trả lời.")
    last = newest(consultation.document)
    if last.pk != consultation.version_id:
        consultation.result_version = last
        consultation.save(update_fields=["result_version"])
    case = consultation.case
    settle_case(case=case, ver=ver, outcome="answered", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    drafting = consultation.document.case
    if drafting.state == State.PAUSED:
        resume_case(case=drafting, ver=drafting.ver, reason="answered", by=SYSTEM, now=now)
    record(AnswersPublished(case_id=consultation.pk, answers=consultation.answers.count()), by=by, at=now)
    job("documents.notify_commenters").defer(consultation_id=consultation.pk)
