"""The demo's channels, plans, guidance and corrections of rumours, by the deeds themselves. All of it is invented and says so."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.demo.press.communication_plan import CLARIFICATIONS, CONFERENCES, REACH, TASKS, TOPICS, WEEK
from tinhso.documents.public import Consultation
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.people.roles import PressEditor
from tinhso.lib.dates import local
from tinhso.press.public import (
    Broadcast,
    Channel,
    Clarification,
    CommunicationTask,
    PressConference,
    accept_task,
    add_agenda_entry,
    add_slot,
    add_topic,
    announce_conference,
    approve_broadcast,
    approve_plan,
    ask_accreditation,
    confirm_broadcast,
    decide_accreditation,
    draft_clarification,
    enter_reach,
    focal_agency,
    give_task,
    note_letter,
    note_minutes,
    plan_alert_broadcasts,
    plan_broadcast,
    plan_conference,
    publish_clarification,
    register_channel,
    report_task,
    send_guidance,
    start_plan,
    verify_channel,
    withdraw_clarification,
)

KEYS = UUID("9e550000-0000-4000-8000-000000000438")


def create_communication(*, now: datetime) -> int:
    """How many channels there are afterwards."""
    bureau = Bureau(now)
    bureau.register_channels()
    bureau.broadcast()
    bureau.plan_the_year()
    bureau.plan_a_draft()
    bureau.send_guidance()
    bureau.set_right()
    bureau.hold_conferences()
    return Channel.objects.count()


class Bureau:
    """Lâm edits and Chi approves at the department; Vẹn runs the commune's loudspeakers, Lộc and Long head."""

    def __init__(self, now: datetime) -> None:
        self.now, self.office = now, Office(now)
        self.lam, self.chi, self.ven = (self.office.person(one) for one in ("lam", "chi", "ven"))
        self.editor = self.office.officer(focal_agency(local(now).date()), PressEditor, self.chi.user_id)

    def register_channels(self) -> None:
        """Loudspeakers and a board of the commune, two pages of the department with what they reached."""
        at = self.office.first
        words: dict[str, Any] = {"address": "", "points": 14, "starts": local(at).date(), "now": at}
        loud: dict[str, Any] = {"kind": "network", "name": "Đài truyền thanh xã (mô phỏng)"}
        self.loud = register_channel(**loud, **words, by=self.ven)
        board: dict[str, Any] = {"kind": "board", "name": "Bảng tin điện tử trước trụ sở (mô phỏng)"}
        register_channel(**board, **words | {"points": 1}, by=self.ven)
        for begins, ends, programme in WEEK:
            days = list(range(1, 8))
            add_slot(
                channel=self.loud,
                days=days,
                begins=begins,
                ends=ends,
                programme=programme,
                by=self.ven,
                now=at,
            )
        for number, (kind, name, address) in enumerate(
            (
                ("page", "Trang mạng xã hội của sở (mô phỏng)", "https://mang-xa-hoi.example.vn/so"),
                ("site", "Trang thông tin điện tử của sở (mô phỏng)", "https://so.example.vn/"),
                ("page", "Kênh video của sở, chờ xác minh (mô phỏng)", "https://video.example.vn/so"),
            )
        ):
            given = {"kind": kind, "name": name} | words | {"points": None, "address": address}
            page = register_channel(**given, by=self.chi)
            if number < 2:
                verify_channel(channel=page, by=self.editor, now=min(at + timedelta(days=3), self.now))
            if not number:
                self._reach(page)

    def _reach(self, page: Channel) -> None:
        month = local(self.now).date().replace(day=1)
        for followers, views in REACH:
            month = (month - timedelta(days=1)).replace(day=1)
            if month < page.starts:
                return
            for kind, value in (("followers", followers), ("views", views)):
                words: dict[str, Any] = {
                    "evidence": None,
                    "evidence_url": "https://mang-xa-hoi.example.vn/thong-ke",
                    "reason": "",
                }
                enter_reach(
                    channel=page, month=month, kind=kind, value=value, **words, by=self.chi, now=self.now
                )

    def broadcast(self) -> None:
        """Two that went out, one that waits to be approved, and the alerts in force, of which the operator has read one."""
        for days, title in (
            (9, "Lịch tiêm phòng tuần này"),
            (2, "Hướng dẫn nộp hồ sơ trực tuyến"),
            (0, "Họp thôn tối mai"),
        ):
            at = self.office.ago(days)
            planned = local(at).replace(hour=17, minute=10, second=0, microsecond=0)
            row = plan_broadcast(
                channel=self.loud,
                title=f"{title} (mô phỏng)",
                text=f"Mời bà con chú ý nghe: {title.lower()} (mô phỏng).",
                planned_at=planned,
                by=self.ven,
                now=at,
            )
            if days:
                approve_broadcast(broadcast=row, by=self.office.person("loc"), now=at)
                later = planned + timedelta(hours=1)
                confirm_broadcast(broadcast=row, at=planned, note="", by=self.ven, now=later)
        plan_alert_broadcasts(by=SYSTEM, now=self.now)
        alert = Broadcast.objects.filter(channel=self.loud).exclude(alert_code="").order_by("pk").first()
        if alert is not None:
            confirm_broadcast(broadcast=alert, at=self.now, note="Đọc hai lần", by=self.ven, now=self.now)

    def plan_the_year(self) -> None:
        """A plan with topics, three tasks at each of their steps, and what is to be covered."""
        at, year = self.office.ago(50), local(self.now).year
        plan = start_plan(
            kind="year",
            title=f"Kế hoạch truyền thông chuyển đổi số năm {year} (mô phỏng)",
            aim="Người dân biết dịch vụ nào nộp được ở nhà, nộp thế nào và hỏi ai (mô phỏng).",
            starts=date(year, 1, 1),
            ends=date(year, 12, 31),
            draft_code="",
            client_key=uuid5(KEYS, "year"),
            by=self.lam,
            now=at,
        )
        month = local(self.now).month
        topics = [
            add_topic(
                plan=plan,
                month=date(year, (month + number - 1) % 12 + 1, 1),
                name=name,
                messages=messages,
                audience=audience,
                channels=["network", "board", "page"],
                by=self.lam,
                now=at,
            )
            for number, (name, messages, audience) in enumerate(TOPICS)
        ]
        approve_plan(plan=plan, by=self.chi, now=at)
        plan.refresh_from_db()
        self._give_tasks(plan, topics)
        self._fill_agenda()

    def _give_tasks(self, plan: Any, topics: list[Any]) -> None:
        for number, (who, content, days, stop) in enumerate(TASKS):
            task = give_task(
                plan=plan,
                topic=topics[number % len(topics)],
                agency=self.office.agency(who),
                content=content,
                due=local(self.now).date() + timedelta(days=days),
                client_key=uuid5(KEYS, f"task {number}"),
                by=self.lam,
                now=min(self.office.ago(40), self.now - timedelta(days=1)),
            )
            self._carry_out(task, who, stop)

    def _fill_agenda(self) -> None:
        for days, kind, title in (
            (4, "session", "Họp tổ công tác chuyển đổi số"),
            (11, "visit", "Kiểm tra một cửa cấp xã"),
            (20, "event", "Ngày hội công nghệ số cộng đồng"),
        ):
            day = local(self.now).date() + timedelta(days=days)
            words = {"place": "", "covered_by": None, "by": self.lam, "now": self.now}
            add_agenda_entry(day=day, kind=kind, title=f"{title} (mô phỏng)", **words)  # type: ignore[arg-type]

    def _carry_out(self, task: CommunicationTask, who: str, stop: str) -> None:
        if stop == "given":
            return
        result = {
            "result": "Đã phát trên loa ba buổi, đăng trang của huyện hai tin (mô phỏng).",
            "result_url": "",
        }
        at = self.now - timedelta(hours=3)
        row = _fresh(task)
        report_task(task=row, ver=row.case.ver, **result, by=self.office.person(who), now=at)
        if stop == "accepted":
            row = _fresh(task)
            accept_task(task=row, ver=row.case.ver, by=self.lam, now=self.now)

    def plan_a_draft(self) -> None:
        """For the newest draft that everybody may read, where there is one."""
        draft = Consultation.objects.published().select_related("case").order_by("-opened_at").first()
        if draft is None:
            return
        plan = start_plan(
            kind="policy",
            title="Truyền thông dự thảo chính sách (mô phỏng)",
            aim="Người chịu tác động biết dự thảo nói gì và góp ý ở đâu (mô phỏng).",
            starts=local(self.now).date() - timedelta(days=20),
            ends=local(self.now).date() + timedelta(days=40),
            draft_code=draft.case.code,
            client_key=uuid5(KEYS, "policy"),
            by=self.lam,
            now=self.now,
        )
        add_topic(
            plan=plan,
            month=local(self.now).date(),
            name="Dự thảo thay đổi điều gì (mô phỏng)",
            messages="Đọc ba đoạn chính, góp ý vào từng đoạn tại trang lấy ý kiến.",
            audience="Người dân và tổ chức chịu tác động",
            channels=["network", "site"],
            by=self.lam,
            now=self.now,
        )

    def send_guidance(self) -> None:
        """To districts and communes of the day; nobody has confirmed it yet but a few."""
        send_guidance(
            number="",
            title="Tuyên truyền nộp hồ sơ trực tuyến trên loa (mô phỏng)",
            text="Mỗi tuần đọc ba lần thông điệp của tháng; bảng tin chạy dòng chữ vào giờ cao điểm (mô phỏng).",
            groups=["districts", "communes"],
            answer_by=local(self.now).date() + timedelta(days=10),
            client_key=uuid5(KEYS, "guidance"),
            by=self.editor,
            now=self.office.ago(3),
        )

    def _sent_on(self, row: Clarification, at: datetime) -> None:
        """Who spreads it is the business of the competent body: it got a letter, of which the number alone stands here."""
        note_letter(
            of=row,
            purpose="competent",
            notation="790/MP-TTr",
            dated=local(at).date(),
            receiver="Thanh tra Sở (mô phỏng)",
            client_key=uuid5(KEYS, "letter of a clarification"),
            by=self.lam,
            now=at,
        )

    def set_right(self) -> None:
        """What goes round, at each of its states."""
        for number, (days, claim, fact, stop) in enumerate(CLARIFICATIONS):
            at = self.office.ago(days)
            row = draft_clarification(
                claim=claim,
                fact=fact,
                evidence="Thông báo của cơ quan có thẩm quyền (mô phỏng).",
                evidence_url="",
                client_key=uuid5(KEYS, f"clarification {number}"),
                by=self.lam,
                now=at,
            )
            if stop == "draft":
                continue
            publish_clarification(clarification=row, by=self.chi, now=at)
            if number == 1:
                self._sent_on(row, at)
            if stop == "withdrawn":
                withdraw_clarification(
                    clarification=row,
                    reason="Lịch đã đổi, tin không còn đúng (mô phỏng)",
                    by=self.chi,
                    now=self.now,
                )

    def hold_conferences(self) -> None:
        """One with minutes, one that takes requests for seats, one of the year to come."""
        for number, (days, kind, topic) in enumerate(CONFERENCES):
            at = self.office.ago(days + 10) if days > 0 else self.now
            starts_at = (self.now - timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
            row = plan_conference(
                kind=kind,
                topic=topic,
                starts_at=starts_at,
                client_key=uuid5(KEYS, f"conference {number}"),
                by=self.chi,
                now=at,
            )
            if number < 2:
                self._announce(row, starts_at, at)

    def _announce(self, row: PressConference, starts_at: datetime, at: datetime) -> None:
        announce_conference(
            conference=row,
            starts_at=starts_at,
            place="Hội trường trụ sở (mô phỏng)",
            invitation="Kính mời các cơ quan báo chí đến dự (mô phỏng).",
            accredit_until=starts_at - timedelta(hours=12),
            by=self.chi,
            now=at,
        )
        for card, ground in (("MP10001", ""), ("MP10002", "full"), ("MP10003", None)):
            seat = ask_accreditation(conference=row, outlet="Báo Xứ Mô Phỏng", card=card, by=SYSTEM, now=at)
            if ground is not None:
                words = {"accepted": not ground, "ground": ground, "by": self.chi}
                decide_accreditation(accreditation=seat, now=at, **words)  # type: ignore[arg-type]
        if starts_at < self.now:
            minutes = "Cơ quan trả lời ba câu hỏi về dịch vụ công trực tuyến (mô phỏng)."
            note_minutes(conference=row, minutes=minutes, outlets_present=5, by=self.chi, now=self.now)


def _fresh(task: CommunicationTask) -> CommunicationTask:
    return CommunicationTask.objects.select_related("case__process", "case__agency").get(pk=task.pk)
