"""Tasks that committees of the demo gave to agencies below them, by the deeds themselves: at every step, some of them late.

Their words are invented and say so.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.demo.documents.offices import Office
from tinhso.demo.documents.outgoing_desk import SIGNS
from tinhso.demo.onestop.office_hours import last_days
from tinhso.documents.public import (
    Assignment,
    Task,
    approve_assignment,
    ask_extension,
    decide_extension,
    give_assignment,
    receive_assignment,
    report_assignment,
    report_progress,
    return_assignment,
    support_assignment,
    urge_assignment,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User

GIVEN, RECEIVED, PROGRESS, LATE, ASKED, EXTENDED, REPORTED, DONE, DONE_LATE = range(9)
STOPS = (DONE, DONE_LATE, LATE, EXTENDED, ASKED, REPORTED, PROGRESS, RECEIVED, GIVEN)
WORDS = (
    "Rà soát, công bố danh mục dịch vụ công trực tuyến toàn trình của cơ quan",
    "Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực",
    "Kiểm tra việc trả kết quả đúng hạn tại nơi tiếp nhận và trả kết quả",
    "Báo cáo tình hình ký số văn bản đi của các đơn vị trực thuộc",
    "Cập nhật dữ liệu mở theo danh mục đã công bố",
    "Khắc phục lỗ hổng an toàn thông tin đã được cảnh báo",
    "Tổ chức tập huấn kỹ năng số cho tổ công nghệ số cộng đồng",
    "Trả lời phản ánh, kiến nghị của người dân còn quá hạn",
    "Rà soát quy trình nội bộ, rút ngắn thời gian giải quyết",
    "Lập hồ sơ đề xuất cấp độ an toàn cho hệ thống đang vận hành",
    "Chuẩn bị số liệu cho báo cáo chuyển đổi số quý",
    "Kiểm tra hiện trạng mạng truyền số liệu chuyên dùng",
)
BASIS = "Kết luận của Chủ tịch tại cuộc họp giao ban (mô phỏng)"
INVENTED = "{} (mô phỏng)."
DAYS = 15
GIVEN_ON = {
    DONE: 0,
    DONE_LATE: 0,
    LATE: 1,
    EXTENDED: 1,
    ASKED: 3,
    REPORTED: 3,
    PROGRESS: 5,
    RECEIVED: 9,
    GIVEN: 12,
}
"""On which of the last working days each was given; the day 0 is the oldest."""
DUE_ON = {DONE: 10, DONE_LATE: 5, LATE: 8, EXTENDED: 9}
AHEAD = timedelta(days=9)
APART = timedelta(minutes=3)


@dataclass(frozen=True)
class Pair:
    """Who gives and who carries out."""

    giver: Office
    receiver: Office


def pairs(offices: list[Office]) -> list[Pair]:
    """Each two of the demo's offices of which one stands directly above the other."""
    return [
        Pair(giver, receiver)
        for giver in offices
        for receiver in offices
        if receiver.agency.parent_id == giver.agency.pk
    ]


class Tasks:
    """What one office gave another, deed by deed, at moments of the last working days."""

    def __init__(self, pair: Pair, supports: list[Office], first: int, now: datetime) -> None:
        self.pair, self.supports, self.first, self.now = pair, supports, first, now
        self.days = last_days(pair.giver.calendar, now.date(), DAYS)[::-1]
        self.chairman, self.clerk = leader(pair.giver), pair.giver.clerks[0]
        self.head, self.officer = leader(pair.receiver), pair.receiver.drafters[0]

    def play(self) -> int:
        for order, stop in enumerate(STOPS):
            self._one(order, stop)
        return len(STOPS)

    def _at(self, day: int, order: int) -> datetime:
        calendar = self.pair.giver.calendar
        opened = calendar.add_working_seconds(calendar.opening(self.days[day]), 4_000)
        return opened + APART * (order + self.first)

    def _due(self, stop: int, order: int) -> date:
        if stop in DUE_ON:
            return self.days[DUE_ON[stop]]
        return self.now.date() + AHEAD + timedelta(days=order)

    def _one(self, order: int, stop: int) -> None:
        day = GIVEN_ON[stop]
        others = [one.agency for one in self.supports] if order % 3 == 0 else []
        task = Task(
            content=INVENTED.format(WORDS[(self.first + order) % len(WORDS)]),
            main=self.pair.receiver.agency,
            due=self._due(stop, order),
            supports=others,
            source_words=BASIS,
        )
        one = fresh(give_assignment(task=task, by=self.chairman, now=self._at(day, order)))
        if stop == GIVEN:
            return
        officer = User.objects.get(pk=self.officer.user_id or 0)
        receive_assignment(
            assignment=one, ver=one.case.ver, officer=officer, by=self.head, now=self._at(day + 1, order)
        )
        self._carry_out(fresh(one), order, stop, day + 2)

    def _carry_out(self, one: Assignment, order: int, stop: int, day: int) -> None:
        if stop != RECEIVED:
            text = INVENTED.format("Đã triển khai tới các đơn vị, đang tổng hợp")
            at = self._at(day, order)
            report_progress(assignment=one, text=text, percent=40, by=self.officer, now=at)
        if one.supports.exists():
            text, at = INVENTED.format("Đã gửi số liệu cho cơ quan chủ trì"), self._at(day, order + 1)
            support_assignment(assignment=one, text=text, by=leader(self.supports[0]), now=at)
        if stop == LATE:
            text = INVENTED.format("Nhiệm vụ đã quá hạn, đề nghị báo cáo ngay")
            urge_assignment(assignment=one, text=text, by=self.clerk, now=self._at(DAYS - 1, order))
        if stop in (ASKED, EXTENDED):
            self._extend(one, order, stop, day + 1)
        if stop in (REPORTED, DONE, DONE_LATE):
            self._report(one, order, stop, day + 3)

    def _extend(self, one: Assignment, order: int, stop: int, day: int) -> None:
        until = self.now.date() + timedelta(days=30 + order)
        reason = INVENTED.format("Chờ số liệu của đơn vị trực thuộc")
        ask_extension(assignment=one, until=until, reason=reason, by=self.officer, now=self._at(day, order))
        if stop == EXTENDED:
            decide_extension(
                assignment=fresh(one), grant=True, by=self.chairman, now=self._at(day + 1, order)
            )

    def _report(self, one: Assignment, order: int, stop: int, day: int) -> None:
        text = INVENTED.format("Đã hoàn thành, kèm số liệu tổng hợp")
        report_assignment(
            assignment=one, ver=one.case.ver, text=text, by=self.officer, now=self._at(day, order)
        )
        if stop == REPORTED:
            return
        if stop == DONE_LATE:
            one, words = fresh(one), INVENTED.format("Bổ sung số liệu của từng đơn vị")
            return_assignment(
                assignment=one, ver=one.case.ver, text=words, by=self.chairman, now=self._at(day + 1, order)
            )
            one = fresh(one)
            report_assignment(
                assignment=one, ver=one.case.ver, text=text, by=self.officer, now=self._at(day + 3, order)
            )
        one = fresh(one)
        approve_assignment(assignment=one, ver=one.case.ver, by=self.chairman, now=self._at(day + 4, order))


def leader(office: Office) -> Actor:
    """Who signs there."""
    head = User.objects.get(username=SIGNS[office.words])
    return next(one for one in office.heads if one.user_id == head.pk)


def fresh(assignment: Assignment) -> Assignment:
    """As the deeds left it."""
    return Assignment.objects.whole().get(pk=assignment.pk)


@transaction.atomic
def give_tasks(offices: list[Office], *, now: datetime) -> int:
    """How many tasks were given; other agencies below the same giver support some of them."""
    count = 0
    found = pairs(offices)
    for order, pair in enumerate(found):
        others = [
            one.receiver for one in found if one.giver is pair.giver and one.receiver is not pair.receiver
        ]
        count += Tasks(pair, others[:1], order * 4, now).play()
    return count
