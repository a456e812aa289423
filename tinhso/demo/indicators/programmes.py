"""Invented plans with their themes, targets and tasks: some done, one late, some open on the opening day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from tinhso.demo.cast import SINCE
from tinhso.demo.onestop.teams import Teams
from tinhso.indicators.public import (
    Money,
    Plan,
    PlanTask,
    confirm_task,
    enter_plan,
    give_task,
    report_progress,
    set_funding,
)
from tinhso.kernel.people.public import SYSTEM, Actor, Agency
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site.clock import HANOI

MADE = "Kế hoạch mô phỏng của bản trình diễn"
TASK = "QĐ 969/QĐ-UBND ngày 18/3/2022"
THEMES = {2023: "Dữ liệu số: tạo lập, khai thác để tạo ra giá trị"}
LATER_THEME = "Phát triển kinh tế số: công nghiệp, quản trị, dữ liệu, dịch vụ số"
SUCCESSORS = {
    "so-tttt": "so-khcn",
    "so-khdt": "so-tc",
    "so-nnptnt": "so-nnmt",
    "ubnd-huyen-392": "ubnd-xa-15271",
}
COMMUNES_PLANNED = {
    "indicators.communes_recognised": (("2022", 94), ("2023", 132), ("2024", 133), ("2025", 118))
}


@dataclass(frozen=True)
class Task:
    """What an agency is to do within `days` of 15 January, and what came of it.

    `done` is the day of the report that it is finished (None: not yet), `share` what an open one has come to.
    """

    agency: str
    title: str
    product: str
    due: date
    done: date | None = None
    confirmed: bool = True
    share: int = 0
    words: str = ""


def create_programmes(*, now: datetime) -> None:
    """The plan of QĐ 969, that of 2023 with its tasks done, and that of this year with tasks under way."""
    _communes(now)
    rng = Random(20240308)  # noqa: S311 - invents names
    for year in sorted({2023, now.year}):
        first = datetime(year, 1, 15, 9, tzinfo=HANOI)
        day = min(first, now).date()
        teams = Teams(day, SINCE, rng, now)
        plan = _plan(year, _agency("so-tttt", day), now)
        tasks = last_year(year) if year == now.year - 1 else this_year(now.date())
        if year < now.year - 1:  # long past: the people of its agencies hold no posts here any more
            continue
        _fund(plan, year, now)
        for task in tasks:
            _play(plan, task, teams, min(first, now), now)


def _fund(plan: Plan, year: int, now: datetime) -> None:
    """Invented money from two sources; of the running year the smaller part is spent so far."""
    until = min(date(year, 12, 31), now.date())
    for source, allocated, share in (("province", 24_500_000_000, 91), ("other", 3_200_000_000, 78)):
        spent = Decimal(allocated) * (share if year < now.year else 12) / 100
        money = Money(Decimal(allocated), MADE, spent=spent, spent_until=until)
        set_funding(plan=plan, year=year, source=source, money=money, was=0, reason="", by=SYSTEM, now=now)


def _agency(code: str, day: date) -> Agency:
    """That agency, or on a later day the one that has its duties."""
    found = Agency.objects.on(day).filter(code__in=[code, SUCCESSORS.get(code, code)])
    return sorted(found, key=lambda agency: agency.code != code)[0]


def _communes(now: datetime) -> None:
    targets = [
        (code, year, Decimal(n), TASK)
        for code, targets_by_year in COMMUNES_PLANNED.items()
        for year, n in targets_by_year
    ]
    enter_plan(
        number="969/QĐ-UBND",
        address="qd-969",
        words={
            "name": "Nhiệm vụ chuyển đổi số cấp xã 2022-2025",
            "legal_basis": TASK,
            "kind": Plan.Kind.PROGRAMME,
        },
        begins=date(2022, 3, 18),
        ends=date(2026, 1, 1),
        targets=targets,
        owner=_agency("so-tttt", now.date()),
        by=SYSTEM,
        now=now,
    )


def _plan(year: int, owner: Agency, now: datetime) -> Plan:
    wanted = 97 if year == 2023 else 98
    return enter_plan(
        number=f"{year % 100 - 22:02}/KH-MP",
        address=f"ke-hoach-{year}",
        words={
            "name": f"Kế hoạch chuyển đổi số năm {year}",
            "legal_basis": MADE,
            "theme": THEMES.get(year, LATER_THEME),
            "synthetic": True,
        },
        begins=date(year, 1, 1),
        ends=date(year + 1, 1, 1),
        targets=[("onestop.on_time_rate", str(year), Decimal(wanted), MADE)],
        owner=owner,
        by=SYSTEM,
        now=now,
    )


def last_year(year: int) -> Iterator[Task]:
    """All done in time."""
    for code, title, product, month in (
        ("so-tttt", "Mở kho dữ liệu dùng chung của tỉnh", "Kho dữ liệu vận hành, quy chế khai thác", 6),
        ("so-nv", "Bồi dưỡng kỹ năng số cho cán bộ, công chức", "Báo cáo kết quả các lớp", 9),
        ("ubnd-huyen-392", "Đưa sản phẩm chủ lực lên sàn thương mại điện tử", "Danh sách sản phẩm", 10),
        ("so-gddt", "Thu học phí không dùng tiền mặt", "Báo cáo tỷ lệ cơ sở giáo dục thực hiện", 11),
    ):
        yield Task(code, title, product, date(year, month, 28), done=date(year, month, 20))


def this_year(today: date) -> Iterator[Task]:
    """One done, one done late, one to be confirmed, one late and two under way on this day."""
    year, ago, ahead = today.year, timedelta(days=9), timedelta(days=40)
    start = date(year, 1, 15)
    soon = max(start + timedelta(days=7), today - ago)
    yield Task("so-nv", "Rà soát vị trí việc làm về chuyển đổi số", "Tờ trình", soon, done=soon)
    yield Task("so-gddt", "Chuẩn hóa mã định danh học sinh", "Báo cáo", soon - timedelta(days=5), done=soon)
    yield Task(
        "so-yt",
        "Kết nối hồ sơ sức khỏe điện tử tại trạm y tế",
        "Biên bản kết nối",
        today + ahead,
        done=soon,
        confirmed=False,
    )
    yield Task(
        "ubnd-huyen-392",
        "Thành lập Tổ công nghệ số cộng đồng tại các thôn còn thiếu",
        "Quyết định thành lập",
        soon,
        share=60,
        words="Đã thành lập ở phần lớn thôn; còn chờ danh sách của ba xã.",
    )
    yield Task(
        "so-tttt",
        "Công bố danh mục dữ liệu mở năm nay",
        "Danh mục được phê duyệt",
        today + ahead,
        share=30,
        words="Đã lấy ý kiến các sở, ngành lần thứ nhất.",
    )
    yield from digitising(soon, today + ahead)
    yield Task("so-khdt", "Hỗ trợ doanh nghiệp nhỏ và vừa chuyển đổi số", "Báo cáo quý", today + ahead)


def digitising(soon: date, later: date) -> Iterator[Task]:
    """Registers and records on paper: one late, one under way, one done in time."""
    yield Task(
        "so-nnptnt",
        "Số hóa sổ mục kê vùng trồng, cấp mã số vùng trồng",
        "Danh mục mã số vùng trồng",
        soon - timedelta(days=3),
        share=80,
        words="Còn vùng trồng của hai huyện miền núi chưa đo xong.",
    )
    yield Task(
        "so-vhttdl",
        "Số hóa hồ sơ di tích cấp tỉnh",
        "Bộ hồ sơ số hóa",
        later,
        share=45,
        words="Đã số hóa 45% số hồ sơ theo kế hoạch.",
    )
    yield Task("so-tp", "Số hóa sổ hộ tịch giấy", "Biên bản nghiệm thu", soon, done=soon)


def _play(plan: Plan, task: Task, teams: Teams, given: datetime, now: datetime) -> None:
    agency = _agency(task.agency, given.date())
    owner = plan.owner
    assert owner is not None
    if task.due <= given.date():
        return
    found = give_task(
        plan=plan,
        agency=agency,
        title=task.title,
        product=task.product,
        due_on=task.due,
        by=teams.actor(owner, Head),
        now=given,
    )
    if task.done:
        _finish(found, task, teams.actor(agency, Examiner), teams.actor(owner, Head), now)
    elif task.words:
        at = min(now, given + timedelta(days=30))
        _report(found, task.share, task.words, teams.actor(agency, Examiner), at, finished=False)


def _finish(found: PlanTask, task: Task, officer: Actor, head: Actor, now: datetime) -> None:
    assert task.done is not None
    at = min(now, datetime.combine(task.done, time(10), HANOI))
    _report(found, 100, f"Đã hoàn thành: {task.product.lower()} (mô phỏng).", officer, at, finished=True)
    if task.confirmed:
        confirm_task(task=found, ver=found.case.ver, by=head, now=min(now, at + timedelta(days=4)))


def _report(found: PlanTask, share: int, words: str, officer: Actor, at: datetime, *, finished: bool) -> None:
    given = {"percent": share, "text": words, "file": None}
    report_progress(task=found, ver=found.case.ver, finished=finished, by=officer, now=at, **given)  # type: ignore[arg-type]
