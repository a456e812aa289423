"""The way of an issue of the press: who assigns, verifies, answers and publishes, in which time, on which grounds it is refused."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from tinhso.casework.public import (
    Case,
    Process,
    RowDetails,
    State,
    Step,
    accept_case,
    open_case,
    submit_case,
)
from tinhso.casework.public import Conflict as CaseConflict
from tinhso.kernel.events.public import Actor, Code, next_number, record
from tinhso.kernel.law.public import rule_or, rule_source
from tinhso.kernel.moderation.public import personal_words
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.press.models import PressIssue
from tinhso.press.questions.events import PressIssueOpened

KIND = "press_issue"
ASSIGN, VERIFY, ANSWER, PUBLISH = "assign", "verify", "answer", "publish"
STEPS = (
    Step(ASSIGN, "Giao cơ quan kiểm tra", PressEditor.code, "desk", "assign_issue", 0.1),
    Step(VERIFY, "Xác minh", PressSpokesperson.code, "agency", "verify_issue", 0.6),
    Step(ANSWER, "Trả lời", PressSpokesperson.code, "agency", "answer_issue", 0.3),
    Step(PUBLISH, "Đăng trả lời", PressEditor.code, "desk", "publish_issue"),
)
REPORTED = (PressIssue.Origin.ARTICLE, PressIssue.Origin.FORWARDED, PressIssue.Origin.COMPLAINT)
SOURCE = "Quy trình nội bộ trả lời báo chí"
LONGEST = {"subject": 200, "text": 4000, "finding": 4000, "answer": 4000, "measures": 4000, "reason": 2000}


class NoFocalAgency(LookupError):
    """The rules of that day name no agency that takes in what the press asks, or no time for its answer."""


class WrongStep(CaseConflict):
    """The issue does not wait for this deed."""


def focal_agency(on: date) -> Agency:
    """The agency that takes in what the press asks and reports, by the rule of that day. NoFocalAgency."""
    code = rule_or("press.focal_agency", "", on=on)
    found = Agency.objects.on(on).filter(code=code).first()
    if found is None:
        raise NoFocalAgency(code)
    return found


def answer_limit(origin: str, on: date) -> TimeLimit:
    """The time for an answer, by the rule of that day for such an issue. NoFocalAgency."""
    key = f"press.answer.{origin}"
    limit = rule_or(key, None, on=on)
    if limit is None:
        raise NoFocalAgency(key)
    return TimeLimit.from_json(limit | {"source": rule_source(key, on=on)})


def grounds_on(day: date) -> dict[str, str]:
    """Code and words of the grounds on which an answer may be refused that day."""
    return dict(rule_or("press.refusal_grounds", {}, on=day))


def pauses_on(day: date) -> list[str]:
    """The reasons for which the time may stand still that day: codes of casework's reasons."""
    return list(rule_or("press.pause_reasons", [], on=day))


def words_of(field: str, text: str, *, least: int = 1) -> str:
    """The text without blanks around it. Raises: EntryRefused."""
    found, most = text.strip(), LONGEST[field]
    if not least <= len(found) <= most:
        raise EntryRefused(field, f"Ghi từ {least} đến {most} ký tự (hiện có {len(found)}).")
    return found


def check_public_words(field: str, text: str) -> None:
    """Raises: EntryRefused where what everybody is to read tells who somebody is."""
    if found := personal_words(text):
        raise EntryRefused(field, f"Có thể là dữ liệu cá nhân: {', '.join(found)}. Ông/bà bỏ đi.")


def check_step(case: Case, *steps: str) -> None:
    """Raises: WrongStep."""
    if case.step not in steps or case.state != State.IN_PROGRESS:
        raise WrongStep(case.pk)


def open_issue(
    *,
    origin: str,
    subject: str,
    text: str,
    client_key: UUID,
    by: Actor,
    now: datetime,
    desk_on: date | None = None,
) -> tuple[PressIssue, bool]:
    """An issue at the focal agency (of `desk_on` where it began on an earlier day) with its clock, and whether it is the first of this
    client key. NoFocalAgency, EntryRefused."""
    subject, text = words_of("subject", subject, least=3), words_of("text", text, least=3)
    day = local(now).date()
    desk = focal_agency(desk_on or day)
    case = open_case(
        kind=KIND,
        code=f"NHAP-{client_key.hex.upper()}",
        title=str(PressIssue.Origin(origin).label),
        agency=desk,
        desk=desk,
        source=Case.Source.OWN_PORTAL if origin in PressIssue.ASKED else Case.Source.INTERNAL,
        process=_process(),
        client_key=client_key,
        by=SYSTEM,
        now=now,
    )
    if case.state != State.DRAFT:
        return PressIssue.objects.get(case=case), False
    stamp = f"{local(now):%y%m%d}"
    code = f"BC-{stamp}-{next_number(f'press_issue:{stamp}'):04}"
    submit_case(
        case=case, ver=case.ver, code=code, reply=None, reply_role=PressEditor.code, by=SYSTEM, now=now
    )
    limit = answer_limit(origin, day)
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=SYSTEM, now=now)
    issue = PressIssue.objects.create(case=case, origin=origin, subject=subject, text=text)
    record(PressIssueOpened(case_id=case.pk, origin=Code(origin), due_at=case.due_at), by=by, at=now)
    return issue, True


def _process() -> Process:
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def issue_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What each is about. One query."""
    rows = PressIssue.objects.filter(case__in=case_ids).values_list("case_id", "subject")
    return {pk: RowDetails(hint=subject) for pk, subject in rows}
