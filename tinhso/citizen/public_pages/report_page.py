"""What stands on the public page of one report."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tinhso.casework.public import State, history
from tinhso.citizen.models import Report, ReportComment, Reporter, ReportFollow
from tinhso.citizen.reports.content import answers_in_words
from tinhso.citizen.reports.place_map import place_map
from tinhso.citizen.reports.published_pictures import pictures_of
from tinhso.citizen.reports.words import joint_of, visible_entries, words_of
from tinhso.citizen.sender.actions.reopen_report import reopens_until
from tinhso.citizen.sender.sender_contact import name_of
from tinhso.citizen.sender.sender_identity import is_own
from tinhso.kernel.people.public import actor_for


@dataclass(frozen=True)
class PagePicture:
    """A picture on the page of its report: the copy that everybody may see, else the file itself for whoever may read it."""

    kind: str
    shown: str
    whole: str
    added_at: datetime


def page_pictures(report: Report) -> list[PagePicture]:
    """Scanned ones that are not withheld; one query for the files, one for the copies."""
    rows = report.photos.filter(hidden=False, file__state="clean").order_by("-kind", "order", "pk")
    copies = {one.photo_id: one for one in pictures_of([report.pk]).get(report.pk, [])}
    found = []
    for row in rows:
        photo_url = reverse("report_photo", args=[report.case.code, row.pk])
        copy = copies.get(row.pk)
        shown, whole = (copy.medium, copy.large) if copy else (photo_url, photo_url)
        found.append(PagePicture(row.kind, shown, whole, row.added_at))
    return found


def report_context(request: HttpRequest, report: Report, now: datetime) -> dict[str, Any]:
    case, actor, is_sender = report.case, actor_for(request), is_own(request, report)
    words, tone = words_of(report)
    answered = case.state == State.DONE
    photos = page_pictures(report)
    follow = (
        ReportFollow.objects.filter(report=report, user_id=actor.user_id).first() if actor.user_id else None
    )
    until = reopens_until(report) if is_sender else None
    reopened = Report.objects.filter(reopens=report).select_related("case").first()
    return {
        "report": report,
        "case": case,
        "words": words,
        "tone": tone,
        "answers": answers_in_words(report.category, report.shown_attributes),
        "before": [one for one in photos if one.kind == "before"],
        "after": [one for one in photos if one.kind == "after"] if answered else [],
        "map": place_map(report, on=now.date()),
        "answer": report.answer if answered else "",
        "entries": visible_entries(report, history(case, for_citizen=True).entries),
        "joint": joint_of(report, is_own=is_sender),
        "comments": report.comments.filter(state=ReportComment.State.SHOWN)[:100],
        "follow": follow,
        "citizen": actor.person_id is not None,
        "is_sender": is_sender,
        "can_withdraw": is_sender and not case.is_final and not report.answered_at,
        "can_rate": is_sender and case.state in {State.DONE, State.REFUSED} and not report.merged_into_id,
        "can_reopen": until is not None and now <= until and not report.reopens_id and not reopened,
        "until": until,
        "has_contact": is_sender and Reporter.objects.filter(report=report, erased_at=None).exists(),
        "reopened": reopened,
        "name": name_of(report),
        "stars": [5, 4, 3, 2, 1],
        "new_key": uuid.uuid4(),
        "now": now,
    }
