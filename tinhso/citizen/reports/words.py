"""How everybody reads what became of a report, also of one that went on with another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.casework.events import CaseRefused
from tinhso.casework.public import State
from tinhso.citizen.models import Report
from tinhso.kernel.site.shapes import Entry

MOST_MERGED = 20  # reports one behind the other; merging into a merged one is refused, so chains are short


def state_words(state: State, *, merged: bool = False) -> tuple[str, str]:
    """The state in words, and the tone of its tag. A merged report is closed as a case, and goes on with another."""
    if merged:
        return _("Được xử lý chung"), ""
    words = {
        State.SUBMITTED: (_("Đã nhận, chờ phân loại"), ""),
        State.IN_PROGRESS: (_("Đang xử lý"), "soon"),
        State.DONE: (_("Đã trả lời"), "ok"),
        State.REFUSED: (_("Không tiếp nhận"), "late"),
        State.WITHDRAWN: (_("Đã rút"), ""),
    }
    return words.get(state, (str(state.label), ""))


HEADLINE = 90


def headline_of(report: Report) -> str:
    """What it is about in its sender's words where these are shown, cut at a word; else its title."""
    text = " ".join(report.shown_text.split())
    if len(text) > HEADLINE:
        text = text[:HEADLINE].rsplit(" ", 1)[0].rstrip(",;.:") + "…"
    return text or report.case.title


def words_of(report: Report) -> tuple[str, str]:
    return state_words(State(report.case.state), merged=report.merged_into_id is not None)


@dataclass(frozen=True)
class Joint:
    """Where a merged report goes on: `url_code` leads there only where the reader may read it; the answer is for the
    sender of the merged one as well."""

    code: str
    url_code: str
    words: str
    tone: str
    due_at: datetime | None
    answer: str


def joint_of(report: Report, *, is_own: bool) -> Joint | None:
    """One query a report on the way; None for one that is not merged. Whoever only reads learns of an unpublished one
    that it exists, its sender also how it stands."""
    last = report
    for _step in range(MOST_MERGED):
        if last.merged_into_id is None:
            break
        last = Report.objects.select_related("case").get(pk=last.merged_into_id)
    if last is report:
        return None
    case, public = last.case, last.visibility == Report.Visibility.PUBLISHED
    words, tone = state_words(State(case.state))
    if case.kind != report.case.kind:  # taken into another register meanwhile
        words, tone = _("Được xem xét riêng"), ""
    return Joint(
        code=case.code if public or is_own else "",
        url_code=case.code if public else "",
        words=words if public or is_own else "",
        tone=tone,
        due_at=None if case.is_final or not (public or is_own) else case.due_at,
        answer=last.answer if case.state == State.DONE and (public or is_own) else "",
    )


def visible_entries(report: Report, entries: Iterable[Entry]) -> list[Entry]:
    """The steps of a report; the one that closed a merged one is no refusal."""
    if report.merged_into_id is None:
        return list(entries)
    merged = state_words(State.REFUSED, merged=True)[0]
    return [replace(one, title=merged) if one.title == CaseRefused.label else one for one in entries]
