"""The demo's legal cyber incidents, by the deeds themselves: a few of 2022, 2023 and 2024, an exercise, one that was none, two open."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.demo.officers import TWO_LEVELS
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import SYSTEM, User, appoint
from tinhso.kernel.people.roles import Head, SecurityCoordinator
from tinhso.lib.dates import HANOI
from tinhso.security.public import (
    CyberIncident,
    choose_plan,
    classify_incident,
    close_cyber_incident,
    finish_step,
    name_contact,
    note_breach,
    refuse_cyber_incident,
    report_cyber_incident,
    restore_incident,
    send_report,
    summarise_incident,
    tick_task,
    verify_incident,
    write_entry,
)

PLAN = Path(__file__).parents[1] / "data" / "cyber_incidents.csv"
KEYS = UUID("5ec0de38-0cbe-4000-8000-000000000038")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST_SIGN = "Ghi nhận dấu hiệu đầu tiên (mô phỏng)"
DONE = "Đã rút mạng và gọi đầu mối (mô phỏng)"


def planned() -> list[dict[str, str]]:
    with PLAN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mock(words: str) -> str:
    return f"{words} (mô phỏng)"


class Incidents:
    """Who reports, who coordinates, who closes, and when."""

    def __init__(self, now: datetime) -> None:
        self.now, self.office = now, Office(now)
        self.coordinator = self.office.person("thuy")
        self.unit = self.office.agency("thuy")
        self.head = self.office.officer(self.unit, Head, self.coordinator.user_id)

    def fill(self) -> int:
        today_only = self.office.first.date() >= TWO_LEVELS
        if not today_only:
            self._seat_coordinator()
        self._name_contact()
        for number, one in enumerate(planned()):
            at = (self.now - int(one["days"]) * DAY).astimezone(HANOI).replace(hour=8, minute=20, second=0)
            if not today_only or at > self.office.first + DAY:
                self._carry(number, one, at)
        return CyberIncident.objects.count()

    def _name_contact(self) -> None:
        """The telephone of the unit that acts: whom every officer is told to call."""
        name_contact(
            agency=self.unit, part="technical", full_name="Trực ứng cứu sự cố (mô phỏng)", title="Trực 24/7",
            phone="02370000009", email="", starts=self.office.first.date(), client_key=uuid5(KEYS, "contact"),
            by=self.coordinator, now=self.office.first,
        )  # fmt: skip

    def _seat_coordinator(self) -> None:
        """Who coordinates today did so in 2022, before the posts of the cast begin."""
        user = User.objects.get(username="thuy")
        starts, ends = datetime(2022, 1, 1, tzinfo=HANOI).date(), self.office.first.date()
        appoint(
            user, self.unit, title="Điều phối viên", roles=[SecurityCoordinator.code], starts=starts, ends=ends, by=SYSTEM,
            now=self.now,
        )  # fmt: skip

    def _carry(self, number: int, one: dict[str, str], at: datetime) -> None:
        reporter = self.office.person(one["who"])
        incident = report_cyber_incident(
            kind=one["kind"], title=mock(one["title"]), text=mock(one["text"]), detected_at=at - HOUR / 2,
            exercise=bool(one["exercise"]), client_key=uuid5(KEYS, str(number)), by=reporter, now=at,
        )  # fmt: skip
        if one["ends"] == "refused":
            reason = mock("Nguồn điện chập chờn, không có dấu hiệu tấn công")
            self._move(refuse_cyber_incident, incident, at + 2 * HOUR, reason=reason)
        elif one["ends"] != "submitted":
            self._work(incident, one, at, reporter)

    def _move(
        self, deed: Any, incident: CyberIncident, at: datetime, by: Actor | None = None, **words: Any
    ) -> None:
        row = CyberIncident.objects.select_related("case").get(pk=incident.pk)
        deed(incident=row, ver=row.case.ver, by=by or self.coordinator, now=at, **words)  # fmt: skip

    def _work(self, incident: CyberIncident, one: dict[str, str], at: datetime, reporter: Actor) -> None:
        words = mock("Đã gọi lại người báo, kiểm tra từ xa: đúng là sự cố")
        self._move(verify_incident, incident, at + HOUR, kind=one["kind"], finding=words)
        for kind, text, moment in (("observed", FIRST_SIGN, at - HOUR / 2), ("action", DONE, at)):
            write_entry(
                incident=incident,
                kind=kind,
                text=text,
                happened_at=moment,
                by=self.coordinator,
                now=at + HOUR,
            )
        criteria = [code for code in one["criteria"].split("|") if code]
        self._move(classify_incident, incident, at + 1.5 * HOUR, criteria=criteria)
        self._move(choose_plan, incident, at + 2 * HOUR, plan=mock(one["plan"]))
        self._move(finish_step, incident, at + 2.5 * HOUR, finding=mock("Đã phân công, báo lãnh đạo"))
        self._tick(incident, at + 3 * HOUR, whole=one["ends"] == "closed")
        if one["ends"] == "closed":
            self._end(incident, one, at)

    def _tick(self, incident: CyberIncident, at: datetime, *, whole: bool) -> None:
        tasks = incident.tasks.select_related("incident").order_by("number")
        for task in tasks if whole else tasks[:3]:
            tick_task(task=task, note="", by=self.coordinator, now=at)

    def _end(self, incident: CyberIncident, one: dict[str, str], at: datetime) -> None:
        if one["kind"] == "leak":
            note_breach(
                incident=incident, found_at=at - HOUR / 2, data_kinds=mock("Họ tên chủ hộ, số điện thoại"), sensitive=False,
                persons_count=86, consequences=mock("Có thể bị gọi điện quảng cáo, lừa đảo"),
                measures=mock("Đã thu hồi tin, đề nghị xóa, thông báo cho các hộ"), persons_due=True,
                persons_reason=mock("Có nguy cơ bị lừa đảo qua điện thoại"), by=self.coordinator, now=at + 4 * HOUR,
            )  # fmt: skip
        self._move(finish_step, incident, at + 5 * HOUR, finding=mock("Đã triển khai phương án"))
        back = at + DAY
        words = mock("Đã kiểm tra, hoạt động trở lại")
        self._move(restore_incident, incident, back, restored_at=back, finding=words)
        self._report(incident, back + DAY + (7 * DAY if one["late"] else 0 * DAY))
        closing = back + 10 * DAY
        cause, lesson = mock(one["cause"]), mock(one["lesson"])
        self._move(summarise_incident, incident, closing, cause=cause, lesson=lesson)
        self._move(close_cyber_incident, incident, closing + DAY, self.head)

    def _report(self, incident: CyberIncident, at: datetime) -> None:
        rows = incident.reports.select_related("incident").order_by("pk")
        for number, report in enumerate(rows, 1):
            words = f"{incident.pk % 90 + number}/BC-MP (mô phỏng)"
            send_report(report=report, document_number=words, sent_at=at, by=self.coordinator, now=at)


def create_cyber_incidents(*, now: datetime) -> int:
    """Once; how many there are."""
    return 0 if CyberIncident.objects.exists() else Incidents(now).fill()
