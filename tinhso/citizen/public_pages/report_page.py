"""What stands on the public page of one report."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from tinhso.casework.public import State, history
from tinhso.citizen.models import Report, ReportComment, Reporter, ReportFollow
from tinhso.citizen.reports.content import answers_told
from tinhso.citizen.reports.words import joint_of, told_entries, words_of
from tinhso.citizen.sender.actions.reopen_report import reopens_until
from tinhso.citizen.sender.sender_contact import name_of
from tinhso.citizen.sender.sender_identity import is_own
from tinhso.kernel.people.public import actor_for


def report_context(request: HttpRequest, report: Report, now: datetime) -> dict[str, Any]:
    case, actor, own = report.case, actor_for(request), is_own(request, report)
    words, tone = words_of(report)
    answered = case.state == State.DONE
    photos = [
        row for row in report.photos.filter(hidden=False).select_related("file") if row.file.state == "clean"
    ]
    follow = (
        ReportFollow.objects.filter(report=report, user_id=actor.user_id).first() if actor.user_id else None
    )
    until = reopens_until(report) if own else None
    reopened = Report.objects.filter(reopens=report).select_related("case").first()
    return {
        "report": report,
        "case": case,
        "words": words,
        "tone": tone,
        "answers": answers_told(report.category, report.shown_attributes),
        "before": [row for row in photos if row.kind == "before"],
        "after": [row for row in photos if row.kind == "after"] if answered else [],
        "answer": report.answer if answered else "",
        "entries": told_entries(report, history(case, for_citizen=True).entries),
        "joint": joint_of(report, own=own),
        "comments": report.comments.filter(state=ReportComment.State.SHOWN)[:100],
        "follow": follow,
        "citizen": actor.person_id is not None,
        "own": own,
        "can_withdraw": own and not case.is_final and not report.answered_at,
        "can_rate": own and case.state in {State.DONE, State.REFUSED} and not report.merged_into_id,
        "can_reopen": until is not None and now <= until and not report.reopens_id and not reopened,
        "until": until,
        "contact_kept": own and Reporter.objects.filter(report=report, erased_at=None).exists(),
        "reopened": reopened,
        "name": name_of(report),
        "stars": [5, 4, 3, 2, 1],
        "new_key": uuid.uuid4(),
        "now": now,
    }
