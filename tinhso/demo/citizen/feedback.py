"""Invented feedback on rules and conduct over the year before and up to the opening day (mô phỏng), by the deeds of officers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from tinhso.casework.bulk import office_calendar_id, work_calendar
from tinhso.casework.public import Case
from tinhso.citizen.bulk import write_rating
from tinhso.citizen.public import (
    Complaint,
    Feedback,
    Sender,
    answer_feedback,
    publish_feedback,
    receiver,
    refuse_feedback,
    send_feedback,
    set_apart_complaint,
    take_feedback,
)
from tinhso.demo.cast import SINCE
from tinhso.demo.onestop.office_hours import working_days
from tinhso.demo.onestop.teams import Teams
from tinhso.demo.people import name
from tinhso.kernel.people.public import Actor, Agency
from tinhso.kernel.people.roles import DeskOfficer, Examiner
from tinhso.lib.legal_time.working_time import WorkCalendar

HOW_MANY, RECENT = 36, 6
LATE_EVERY, REFUSED_EVERY, UNHAPPY_EVERY = 12, 9, 11
AGENCIES = ("so-tttt", "so-xd", "ubnd-huyen-392", "so-khcn", "van-phong-ubnd")
POLICY = (
    ("Thủ tục yêu cầu nộp hai bản sao chứng thực", "Đề nghị bỏ bản sao vì cơ quan đã đối chiếu bản chính."),
    ("Mẫu đơn trên mạng khác mẫu tại quầy", "Đề nghị thống nhất một mẫu đơn và công khai."),
    ("Lệ phí ghi trên trang khác mức thu", "Đề nghị nêu rõ mức thu và căn cứ."),
    ("Quy định giờ nhận hồ sơ buổi trưa", "Đề nghị có người nhận hồ sơ vào buổi trưa ngày thứ hai."),
    ("Thủ tục cần xác nhận của thôn", "Đề nghị bỏ giấy xác nhận của thôn vì luật không yêu cầu."),
)
CONDUCT = (
    ("Cán bộ hướng dẫn chưa rõ, phải đi lại ba lần", "Đề nghị hướng dẫn một lần, đầy đủ, bằng văn bản."),
    ("Thái độ tiếp dân chưa đúng mực", "Đề nghị nhắc nhở cán bộ tại quầy."),
)
ANSWERED = "Cơ quan đã kiểm tra, tiếp thu và đã điều chỉnh cách làm; thông tin mới được niêm yết (mô phỏng)."
ACCUSES = (
    "Cán bộ nhận tiền để làm nhanh hồ sơ",
    "Tôi tố cáo một cán bộ nhận tiền để làm nhanh hồ sơ (mô phỏng).",
)


@dataclass
class Office:
    """Who does what on a day, and the working days."""

    teams: Teams
    seat: Agency
    desk: Actor
    answering: list[Agency]
    calendar: WorkCalendar
    rng: Random

    def later(self, at: datetime, days: int) -> datetime:
        """So many working days on, at some hour of the office."""
        day = at.date()
        for _ in range(days):
            day = self.calendar.working_day_from(day + timedelta(days=1))
        return self.calendar.add_working_seconds(self.calendar.opening(day), self.rng.randint(3600, 20_000))


def create_feedback(*, now: datetime) -> int:
    """Some dozens, most of them answered and published in time; the last ones wait at desks. Returns how many."""
    if Feedback.objects.exists():
        return 0
    rng = Random(20082023)  # noqa: S311 - invents
    office = the_office(now, rng)
    first = max(date(now.year - 1, 1, 3), SINCE)
    days = working_days(office.calendar, first, now.date() - timedelta(days=45))
    for n in range(HOW_MANY if days else 0):
        play(n, days[n * len(days) // HOW_MANY], office, now)
    recent = working_days(office.calendar, now.date() - timedelta(days=9), now.date())
    for n in range(RECENT):
        play(HOW_MANY + n, recent[n * len(recent) // RECENT], office, now, stop=n)
    return HOW_MANY + RECENT


def the_office(now: datetime, rng: Random) -> Office:
    day, seat = now.date(), receiver(now.date())
    teams = Teams(day, SINCE, rng, now)
    there = {agency.code: agency for agency in Agency.objects.on(day).filter(code__in=AGENCIES)}
    desk = teams.actor(seat, DeskOfficer)
    calendar = work_calendar(office_calendar_id(seat.pk, day))
    return Office(teams, seat, desk, [there[code] for code in AGENCIES if code in there], calendar, rng)


def play(n: int, day: date, office: Office, now: datetime, stop: int | None = None) -> None:
    """One feedback from its letter to its publication; a recent one stops at the desk, with the answerer, or before
    it is published, and one turns out to be a denunciation."""
    at = office.calendar.add_working_seconds(office.calendar.opening(day), office.rng.randint(600, 20_000))
    conduct = n % 4 == 3
    subject, text = ACCUSES if stop == 1 else (CONDUCT if conduct else POLICY)[n % (2 if conduct else 5)]
    kind = Feedback.Kind.CONDUCT if conduct else Feedback.Kind.POLICY
    feedback = send_feedback(
        sender=Sender(name(office.rng), f"09{office.rng.randint(0, 99_999_999):08}", "Địa chỉ mô phỏng"),
        wished=kind,
        subject=subject,
        text=text,
        about=None,
        client_key=UUID(int=office.rng.getrandbits(128), version=4),
        source=Case.Source.POST if n % 3 else Case.Source.COUNTER,
        by=office.desk,
        now=at,
    )
    if stop == 1:
        set_apart_complaint(
            case=feedback.case,
            ver=feedback.case.ver,
            kind=Complaint.Kind.DENUNCIATION,
            accused=office.answering[0],
            by=office.desk,
            now=at,
        )
    elif stop is None and n % REFUSED_EVERY == 4:
        refuse(feedback, at, office)
    elif stop != 0:
        answer(n, feedback, kind, at, office, now, stop)


def refuse(feedback: Feedback, at: datetime, office: Office) -> None:
    words = "Nội dung không thuộc phạm vi quy định hành chính (mô phỏng)."
    refuse_feedback(
        feedback=feedback, ver=feedback.case.ver, text=words, by=office.desk, now=office.later(at, 1)
    )


def answer(
    n: int,
    feedback: Feedback,
    kind: Feedback.Kind,
    at: datetime,
    office: Office,
    now: datetime,
    stop: int | None,
) -> None:
    agency = office.answering[n % len(office.answering)]
    taken_at = min(office.later(at, 1), now)
    take_feedback(
        feedback=feedback,
        ver=feedback.case.ver,
        kind=kind,
        agency=agency,
        repeats="",
        by=office.desk,
        now=taken_at,
    )
    if stop in {2, 3}:
        return
    used = 17 if n % LATE_EVERY == 5 else 2 + office.rng.randint(0, 9)
    ready = min(office.later(taken_at, used), now)
    by = office.teams.actor(agency, Examiner)
    answer_feedback(feedback=feedback, ver=feedback.case.ver, answer=ANSWERED, by=by, now=ready)
    if stop is None:
        publish(n, feedback, office.later(ready, 1), office)


def publish(n: int, feedback: Feedback, at: datetime, office: Office) -> None:
    publish_feedback(
        feedback=feedback,
        ver=feedback.case.ver,
        question=f"{feedback.subject}. {feedback.text}",
        answer=feedback.answer,
        by=office.desk,
        now=at,
    )
    if n % 2 == 0:
        write_rating(feedback, stars=2 if n % UNHAPPY_EVERY == 6 else 4 + n % 2, at=at)
