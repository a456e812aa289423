"""What officers read: the worklist, by deadline. Bounded, and in few queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise

from tinhso.casework.models import Case, Participant
from tinhso.casework.models.states import State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.slots import all_of

PAGE = 50
ACTS = {  # what a turn is for, in the order of the harm that waiting does
    "receive": "Cần tiếp nhận (hạn 8 giờ làm việc)",
    "forward": "Cần chuyển trước 17 giờ",
    "hand_over": "Cần trả kết quả",
    "lapse": "Quá hạn bổ sung",
    "draft": "Đang nhập tại quầy",
    "assign": "Cần phân công",
    "sign": "Chờ ký duyệt",
    "issue": "Cần vào số, đóng dấu, phát hành",
    "examine": "Cần thẩm định",
    "opinion": "Cần cho ý kiến",
    "route": "Cần phân loại, chuyển phản ánh",
    "answer": "Cần xử lý, trả lời phản ánh",
    "publish": "Cần duyệt, đăng trả lời",
    "report": "Cần báo cáo nhiệm vụ",
    "answer_data": "Cần trả lời câu hỏi về dữ liệu mở",
    "publish_data": "Cần quyết định công khai câu trả lời về dữ liệu mở",
    "moderate_reuse": "Cần duyệt ứng dụng dùng dữ liệu mở",
    "keep_data": "Cần cập nhật, rà soát dữ liệu mở",
    "appraise_sharing": "Cần thẩm định đề nghị chia sẻ dữ liệu",
    "approve_sharing": "Cần duyệt chia sẻ dữ liệu",
    "decide_sharing": "Cần giải quyết việc từ chối chia sẻ dữ liệu",
    "review_sharing": "Cần rà soát thỏa thuận chia sẻ dữ liệu",
    "appraise_level": "Cần thẩm định hồ sơ cấp độ an toàn",
    "receive_incident": "Cần tiếp nhận sự cố phần mềm dùng chung",
    "solve_incident": "Cần khắc phục sự cố phần mềm dùng chung",
    "verify_cyber": "Cần xác minh sự cố an toàn thông tin mạng",
    "respond_cyber": "Cần ứng cứu sự cố an toàn thông tin mạng",
    "close_cyber": "Cần duyệt đóng sự cố an toàn thông tin mạng",
    "approve_level": "Cần phê duyệt hồ sơ cấp độ an toàn",
    "issue_document": "Cần cấp số, đóng dấu, phát hành văn bản đi",
    "sign_document": "Cần ký văn bản đi",
    "approve_content": "Cần duyệt nội dung văn bản đi",
    "check_form": "Cần kiểm tra thể thức văn bản đi",
    "draft_document": "Đang soạn văn bản đi",
    "register_document": "Cần vào sổ văn bản đến",
    "direct_document": "Cần chỉ đạo xử lý văn bản đến",
    "handle_document": "Cần xử lý văn bản đến",
    "support_document": "Cần phối hợp xử lý văn bản đến",
    "carry_out_task": "Cần thực hiện nhiệm vụ được giao",
    "approve_task": "Cần duyệt kết quả nhiệm vụ đã giao",
    "approve_document": "Cần duyệt kết quả xử lý văn bản đến",
    "open_consultation": "Cần quyết định lấy ý kiến dự thảo",
    "answer_comments": "Cần tiếp thu, giải trình góp ý dự thảo",
    "assess_rule": "Cần thẩm định, ghi phản biện dự thảo văn bản",
    "publish_rule": "Cần đăng Công báo, cập nhật CSDL quốc gia về pháp luật",
    "collect_comments": "Đang lấy ý kiến dự thảo",
    "confirm": "Cần xác nhận hoàn thành nhiệm vụ",
    "answer_information": "Cần cung cấp thông tin theo yêu cầu",
    "publish_information": "Cần quyết định công khai thông tin đã cung cấp",
    "write_report": "Cần soạn báo cáo định kỳ",
    "send_report": "Cần duyệt, gửi báo cáo định kỳ",
    "receive_report": "Cần nhận báo cáo định kỳ",
    "intake": "Cần xem xét thụ lý đơn",
    "resolve": "Cần giải quyết đơn",
    "assign_issue": "Cần giao cơ quan trả lời báo chí",
    "carry_out_coverage": "Cần thực hiện nhiệm vụ truyền thông",
    "accept_coverage": "Cần nghiệm thu nhiệm vụ truyền thông",
    "verify_issue": "Cần xác minh nội dung báo chí nêu",
    "answer_issue": "Cần trả lời báo chí",
    "publish_issue": "Cần đăng trả lời báo chí",
}
TOTALS = ("act", "n", "late", "cover")
LATE, LAPSE, COVER = "late", "lapse", "cover"


@dataclass(frozen=True)
class RowDetails:
    """What the kind's own system adds to a row: who waits, a masked phone, a hint."""

    who: str = ""
    phone: str = ""
    hint: str = ""


@dataclass(frozen=True)
class WorklistRow:
    """Slot: how a system fills the rows of its kind; one query for all the cases of a page. `many` says that its rows may be
    ticked for deeds on many at once."""

    kind: str
    details: Callable[[Sequence[int]], dict[int, RowDetails]]
    many: bool = False


@dataclass(frozen=True)
class WorklistSide:
    """Slot: work beside the turns, as a link with a count in the worklist's margin; 0 hides it.

    `count` takes the officer and asks one query; `roles` are codes, with any only their holders are asked for.
    """

    label: str | Promise
    url_name: str
    count: Callable[[Actor], int]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row of the worklist."""

    case: Case
    act: str
    due_at: datetime | None
    late: bool
    details: RowDetails
    where: str
    held_for: str = ""  # the absent colleague for whom this officer stands in


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    total: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Worklist:
    """The groups of the page, the totals of all, and how many rows there are beyond the page."""

    groups: list[Group]
    totals: dict[str, int]
    total: int
    late: int
    next_after: int | None


def sides_of(actor: Actor) -> list[tuple[str | Promise, str, int]]:
    """What waits beside the turns: label, name of the address, how many. One query a slot."""
    sides = [s for s in all_of(WorklistSide) if not s.roles or actor.roles.intersection(s.roles)]
    return [(side.label, side.url_name, n) for side in sides if (n := side.count(actor))]


@dataclass(frozen=True)
class Narrowed:
    """What of the worklist is asked for besides the group, and in which order ("" by deadline, else newest or oldest first)."""

    kind: str = ""
    source: str = ""
    due: str = ""
    order: str = ""

    def of(self, turns: QuerySet[Participant], now: datetime) -> QuerySet[Participant]:
        if self.kind:
            turns = turns.filter(case__kind=self.kind)
        if self.source:
            turns = turns.filter(case__source=self.source)
        return turns.filter(due_within(self.due, now)) if self.due else turns

    @property
    def some(self) -> bool:
        """Whether anything is left out; another order leaves nothing out."""
        return bool(self.kind or self.source or self.due)


def due_within(due: str, now: datetime) -> Q:
    """Late, or due until tonight or within three days, what is late left out."""
    if due == "qua-han":
        return Q(due_at__lt=now)
    tonight = datetime.combine(now.date(), time(23, 59, 59), tzinfo=now.tzinfo)
    return Q(due_at__gte=now, due_at__lte=tonight + timedelta(days=0 if due == "hom-nay" else 3))


ORDERS = {
    "": (F("due_at").asc(nulls_last=True), "pk"),
    "moi": (F("case__submitted_at").desc(nulls_last=True), "-pk"),
    "cu": (F("case__submitted_at").asc(nulls_last=True), "pk"),
}


def worklist(
    actor: Actor, *, now: datetime, act: str = "", narrowed: Narrowed | None = None, page: int = 1
) -> Worklist:
    """What waits for this officer at the chosen agency, by deadline. Two queries and one per kind shown, one more where
    the time of supplements is over."""
    wanted = narrowed or Narrowed()
    turns = Participant.objects.turns_of(actor)
    lapses = Participant.objects.lapses_of(actor).filter(due_at__lt=now)
    counts = list(
        _turn_totals(turns, actor, now).union(_turn_totals(lapses, actor, now), all=True).values(*TOTALS)
    )
    lapsed = sum(row["n"] for row in counts if row["act"] == LAPSE)
    counts = [row for row in counts if row["act"] != LAPSE]
    totals = {row["act"]: row["n"] - row["late"] for row in counts}
    late = sum(row["late"] for row in counts)
    every = {
        LATE: turns.filter(due_at__lt=now),
        LAPSE: lapses,
        COVER: turns.filter(officer__in=list(actor.covers)),
    }
    shown = every.get(act, turns.filter(act=act) if act else turns)
    found = _slice(wanted.of(shown, now), page, wanted.order)
    first = _slice(lapses, 1)[:PAGE] if lapsed and not act and not wanted.some and page == 1 else []
    lines = _lines([*first, *found[:PAGE]], actor, now=now)
    totals |= {LATE: late, LAPSE: lapsed, COVER: sum(row["cover"] for row in counts)}
    return Worklist(
        groups=_grouped(lines, totals),
        totals=totals,
        total=sum(row["n"] for row in counts) + lapsed,
        late=late,
        next_after=page + 1 if len(found) > PAGE else None,
    )


def _turn_totals(turns: QuerySet[Participant], actor: Actor, now: datetime) -> "QuerySet[Participant, Any]":
    """By what the turn is for: how many, how many of them late, how many held for absent colleagues."""
    return (
        turns.values("act")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now)),
            cover=Count("pk", filter=Q(officer__in=list(actor.covers))),
        )
        .order_by()
    )


def count_turns(actor: Actor, *, now: datetime) -> dict[str, int]:
    """How many wait in each group, for a page that is open already; "all:" and an act counts
    the late ones too, "all" everything. One query."""
    turns = Participant.objects.turns_of(actor)
    lapses = Participant.objects.lapses_of(actor).filter(due_at__lt=now)
    rows = _turn_totals(turns, actor, now).union(_turn_totals(lapses, actor, now), all=True).values(*TOTALS)
    totals = {LATE: 0, COVER: 0, "": 0}
    for row in rows:
        lapse = row["act"] == LAPSE
        totals[row["act"]] = row["n"] - (0 if lapse else row["late"])
        totals[f"all:{row['act']}"] = row["n"]
        totals[LATE] += 0 if lapse else row["late"]
        totals[COVER] += row["cover"]
        totals[""] += row["n"]
    return totals | {"all": totals[""]}


def _slice(turns: QuerySet[Participant], page: int, order: str = "") -> list[Participant]:
    """The turns of a page, by deadline where no other order is asked for, and one more if there are any beyond."""
    whole = turns.select_related("case", "case__process", "case__officer", "case__claimed_by", "officer")
    return list(whole.order_by(*ORDERS[order])[(page - 1) * PAGE : page * PAGE + 1])


def _lines(turns: Sequence[Participant], actor: Actor, *, now: datetime) -> list[Line]:
    details = details_of([turn.case for turn in turns])
    return [
        Line(
            case=turn.case,
            act=turn.act,
            due_at=turn.due_at,
            late=turn.due_at is not None and turn.due_at < now,
            details=details.get(turn.case_id, RowDetails()),
            where=where_is(turn.case),
            held_for=turn.officer.full_name if turn.officer and turn.officer_id in actor.covers else "",
        )
        for turn in turns
    ]


def details_of(cases: Sequence[Case]) -> dict[int, RowDetails]:
    """What each kind's system says of these cases; one query a kind."""
    found: dict[int, RowDetails] = {}
    for slot in all_of(WorklistRow):
        ids = [case.pk for case in cases if case.kind == slot.kind]
        if ids:
            found |= slot.details(ids)
    return found


def where_is(case: Case) -> str:
    """Where a case stands, in the words of its process or its state."""
    if case.state == State.IN_PROGRESS and case.process and case.step:
        return case.process.step(case.step).label
    return State(case.state).label


def _grouped(lines: list[Line], totals: dict[str, int]) -> list[Group]:
    """Late ones apart and first; then in the order of the day."""
    order = [LATE, *ACTS]

    def key(line: Line) -> str:
        return LATE if line.late and line.act != LAPSE else line.act

    ranked = sorted(lines, key=lambda line: order.index(key(line)) if key(line) in order else len(order))
    return [
        Group(k, "Quá hạn" if k == LATE else ACTS.get(k, k), totals.get(k, 0), list(rows))
        for k, rows in groupby(ranked, key=key)
    ]


def turns_of(actor: Actor, *, act: str, kind: str, limit: int) -> list[int]:
    """The ids of the cases of one kind that wait for one deed of this officer, the most urgent first. One query."""
    turns = Participant.objects.turns_of(actor).filter(act=act, case__kind=kind)
    return list(
        turns.order_by(F("due_at").asc(nulls_last=True), "pk").values_list("case_id", flat=True)[:limit]
    )
