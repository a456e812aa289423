from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from tinhso.casework.public import (
    Case,
    DeadlinePassed,
    accept_case,
    let_see,
    limit_until,
    open_case,
    overdue_rows,
    submit_case,
)
from tinhso.indicators.executive.events import AgencyUrged
from tinhso.indicators.executive.urging_process import KIND, process
from tinhso.indicators.models import AgencyUrging
from tinhso.indicators.rights.officers import title_of, user_of
from tinhso.indicators.rights.permissions import check_can_urge
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Agency, Post, User
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.clock import Effect

TOPIC = "indicators.urging"


class NothingOverdue(EntryRefused):
    """Nothing of that agency is overdue, so there is nothing to urge it about."""

    def __init__(self) -> None:
        super().__init__("", "Cơ quan này không có việc nào quá hạn lúc này, nên không có gì để đôn đốc.")


class UrgedAlready(EntryRefused):
    """The same leaders urged that agency before, and its answer is still awaited."""

    def __init__(self) -> None:
        super().__init__("", "Cơ quan này đã được đôn đốc và chưa trả lời. Hãy chờ trả lời của lần trước.")


class NobodyHeads(EntryRefused):
    """Nobody holds the post of its head today, so nobody would be told."""

    def __init__(self) -> None:
        super().__init__(
            "", "Cơ quan này hôm nay chưa có thủ trưởng trên hệ thống, nên không có ai nhận đôn đốc."
        )


@transaction.atomic
def urge_agency(
    *, agency: Agency, text: str, due_on: date, by: Actor, now: datetime, sender: Agency
) -> AgencyUrging:
    """Tell the head of an agency how much is overdue there and until when an answer is awaited. `sender` is the
    agency of `by`.

    Raises: FiguresForbidden, EntryRefused, NothingOverdue, UrgedAlready, NobodyHeads.
    """
    check_can_urge(agency, by, now.date())
    if not text.strip():
        raise EntryRefused("text", "Ghi nội dung đôn đốc.")
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    former = AgencyUrging.objects.filter(case__agency=held)
    if former.filter(case__desk=sender, case__finished_at=None).exists():
        raise UrgedAlready
    late = list(overdue_rows([held.pk], now=now))
    if not late:
        raise NothingOverdue
    heads = heads_of(held, now.date())
    if not heads:
        raise NobodyHeads
    case = _case(held, sender, former.count() + 1, due_on, by=by, now=now)
    urging = AgencyUrging.objects.create(
        case=case,
        overdue=sum(n for _agency, _kind, n, _oldest in late),
        oldest_at=min(oldest for _agency, _kind, _n, oldest in late),
        text=text.strip(),
        by=user_of(by),
        title=title_of(by),
    )
    _notify_heads(urging, heads, now)
    event = AgencyUrged(case_id=case.pk, agency_id=held.pk, overdue=urging.overdue, told=len(heads))
    record(event, by=by, at=now)
    return urging


def heads_of(agency: Agency, day: date) -> list[User]:
    """Whoever holds the role of its head on that day. One query."""
    posts = Post.objects.on(day).with_role(Head.code).filter(agency=agency, user__is_active=True)
    return list({post.user_id: post.user for post in posts.select_related("user")}.values())


def _case(agency: Agency, sender: Agency, number: int, due_on: date, *, by: Actor, now: datetime) -> Case:
    role = Head.code if by.holds(Head) else Supervisor.code
    code = f"DD-{agency.pk:05}-{number:03}"
    try:
        limit = limit_until(due_on, agency_id=agency.pk, now=now, source="Ngày hẹn trả lời đôn đốc")
    except DeadlinePassed as passed:
        raise EntryRefused("due_on", "Ngày trả lời phải sau hôm nay.") from passed
    case = open_case(
        kind=KIND,
        code=code,
        title="Đôn đốc giải quyết việc quá hạn",
        agency=agency,
        desk=sender,
        desk_role=role,
        process=process(),
        place=agency.unit,
        source=Case.Source.INTERNAL,
        by=by,
        now=now,
    )
    submit_case(case=case, ver=case.ver, code=code, reply=None, reply_role=role, by=by, now=now)
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    for seen_by in (Head.code, Supervisor.code):
        let_see(case.pk, agency_id=sender.pk, role=seen_by)
    return case


def _notify_heads(urging: AgencyUrging, heads: list[User], now: datetime) -> None:
    for head in heads:
        notify(
            to=head,
            topic=TOPIC,
            template="indicators.urged",
            params={"n": str(urging.overdue), "due": urging.case.due_at or now},
            now=now,
            key=f"urged:{urging.pk}:{head.pk}",
            case_id=urging.case_id,
            path=reverse("urging", args=[urging.case.code]),
        )
