from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import (
    Case,
    DeadlinePassed,
    accept_case,
    let_see,
    limit_until,
    open_case,
    submit_case,
)
from tinhso.documents.assignments.events import AssignmentGiven
from tinhso.documents.assignments.notices import leaders_and_clerks, notify_people
from tinhso.documents.assignments.permissions import check_can_give
from tinhso.documents.assignments.way import KIND, process, receivers_of
from tinhso.documents.models import Assignment, AssignmentSupport, OutgoingDocument
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit

MOST_SUPPORTS = 20
LONGEST = {"content": 2000, "source_words": 300, "task_code": 100}
OWN_CODES = "NV"
LIMIT_SOURCE = "Hạn do cơ quan giao nhiệm vụ ấn định"


@dataclass(frozen=True)
class Task:
    """What is given: to whom, with whom, until when, and what it rests on."""

    content: str
    main: Agency
    due: date
    supports: Sequence[Agency] = ()
    source: OutgoingDocument | None = None
    source_words: str = ""
    task_code: str = ""


@transaction.atomic
def give_assignment(
    *, task: Task, by: Actor, now: datetime, secrecy: str = NONE, client_key: UUID | None = None
) -> Assignment:
    """Giao nhiệm vụ: to one agency below, with others that support it, until the end of a day; each is told.

    Out of an issued document that the giver sees, or of words. The same `client_key` gives it once.
    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    agency_id = check_can_give(by)
    check_not_secret(secrecy, [task.content, task.source_words, task.task_code])
    if earlier := _earlier(agency_id, client_key):
        return earlier
    giver = Agency.objects.get(pk=agency_id)
    year = local(now).year
    number = next_number(f"assignment:{agency_id}:{year}")  # whoever is second waits here
    if earlier := _earlier(agency_id, client_key):
        return earlier
    _check(task, agency_id, by, now)
    limit = _limit(task, now)
    code = f"{OWN_CODES}-{agency_id}-{year}-{number:05d}"
    case = _open(task, giver, code, limit, client_key, by=by, now=now)
    made = _write(task, case, giver, by=by, now=now)
    people = {
        one.pk: one for agency in (task.main, *task.supports) for one in leaders_and_clerks(agency.pk, now)
    }
    notify_people(made, "given", people.values(), now=now)
    event = AssignmentGiven(
        case_id=made.pk,
        giver_id=giver.pk,
        agency_id=task.main.pk,
        supports=len(task.supports),
        source_id=task.source.pk if task.source else None,
    )
    record(event, by=by, at=now)
    return made


def _earlier(agency_id: int, client_key: UUID | None) -> Assignment | None:
    rows = Assignment.objects.whole().filter(giver=agency_id, case__client_key=client_key)
    return rows.first() if client_key else None


def _check(task: Task, agency_id: int, by: Actor, now: datetime) -> None:
    for field, longest in LONGEST.items():
        if len(getattr(task, field).strip()) > longest:
            raise EntryRefused(field, f"Nội dung dài quá {longest} ký tự.")
    if not task.content.strip():
        raise EntryRefused("content", "Ghi nội dung nhiệm vụ.")
    day = local(now).date()
    if task.source is None and not task.source_words.strip():
        raise EntryRefused("source_words", "Ghi căn cứ giao khi không giao từ văn bản đã phát hành.")
    if task.source is not None:
        seen = OutgoingDocument.objects.visible_to(by, on=day).filter(pk=task.source.pk)
        if not seen.filter(issued_at__isnull=False, recalled_at=None, case__agency=agency_id).exists():
            raise EntryRefused("source", "Chỉ giao từ văn bản đã phát hành của cơ quan, chưa thu hồi.")
    allowed = set(receivers_of(agency_id, day).values_list("pk", flat=True))
    if task.main.pk not in allowed:
        raise EntryRefused("main", "Chỉ giao cho cơ quan, đơn vị trực thuộc có người đứng đầu.")
    chosen = [one.pk for one in task.supports]
    if (
        not set(chosen) <= allowed - {task.main.pk}
        or len(set(chosen)) < len(chosen)
        or len(chosen) > MOST_SUPPORTS
    ):
        raise EntryRefused(
            "supports", f"Tối đa {MOST_SUPPORTS} nơi phối hợp trực thuộc, mỗi nơi một lần, khác nơi chủ trì."
        )
    code = task.task_code.strip()
    if code.upper().startswith(f"{OWN_CODES}-"):
        raise EntryRefused("task_code", f"Mã bắt đầu bằng {OWN_CODES}- do hệ thống này cấp; bỏ trống ô này.")
    if code and Assignment.objects.filter(giver=agency_id, task_code=code).exists():
        raise EntryRefused("task_code", "Mã nhiệm vụ này đã dùng cho nhiệm vụ khác của cơ quan.")


def _limit(task: Task, now: datetime) -> TimeLimit:
    try:
        return limit_until(task.due, agency_id=task.main.pk, now=now, source=LIMIT_SOURCE)
    except DeadlinePassed as error:
        raise EntryRefused("due", "Hạn phải sau hôm nay.") from error


def _open(
    task: Task, giver: Agency, code: str, limit: TimeLimit, key: UUID | None, *, by: Actor, now: datetime
) -> Case:
    """Its title says nothing of the task: who has the role at the agency finds cases, and no more."""
    case = open_case(
        kind=KIND,
        code=code,
        title=f"Nhiệm vụ được giao {code}",
        agency=task.main,
        desk=giver,
        source=Case.Source.INTERNAL,
        process=process(),
        client_key=key,
        by=by,
        now=now,
    )
    role = Head.code if by.holds(Head) else Clerk.code
    submit_case(
        case=case, ver=case.ver, code=code, reply=None, reply_role=role, act="approve_task", by=by, now=now
    )
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    for seen_by in (Head.code, Clerk.code):
        let_see(case.pk, agency_id=giver.pk, role=seen_by)
    return case


def _write(task: Task, case: Case, giver: Agency, *, by: Actor, now: datetime) -> Assignment:
    words = [case.code, task.task_code, task.content, task.source_words, task.main.name]
    if task.source is not None and task.source.number is not None:
        words.append(task.source.number.full_number)
    made: Assignment = Assignment.objects.create(
        case=case,
        giver=giver,
        source=task.source,
        source_words=task.source_words.strip(),
        content=task.content.strip(),
        task_code=task.task_code.strip() or case.code,
        given_by_id=by.user_id or 0,
        given_at=now,
        folded=fold(" ".join(words)),
    )
    AssignmentSupport.objects.bulk_create(
        AssignmentSupport(assignment=made, agency=one) for one in task.supports
    )
    return made
