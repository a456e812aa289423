"""The demo's support desk, by the deeds themselves: incidents of shared software of the years, known errors, some still open."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.demo.officers import TWO_LEVELS
from tinhso.demo.people import OFFICERS_MIDDLES, name
from tinhso.demo.security.support_plan import DATA, Plan, PlannedIncident
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import SYSTEM, Agency, User, actor_of, appoint
from tinhso.kernel.people.roles import SecurityOfficer, SupportDesk
from tinhso.security.public import (
    KnownError,
    SecurityDuty,
    SupportIncident,
    answer_desk,
    ask_reporter,
    close_unconfirmed,
    confirm_incident,
    end_known_error,
    give_duty,
    receive_incident,
    refuse_incident,
    register_known_error,
    reopen_incident,
    report_incident,
    resolve_incident,
    withdraw_incident,
)

DESK = "huong"
CAST = ("emi", "khanh", "thanh", "van", "my")
KEYS = UUID("5ec0de38-0464-4000-8000-000000000038")
SOURCE = "Quyết định giao bộ phận hỗ trợ phần mềm dùng chung (mô phỏng)"
AGENCIES = 44
OPEN = (  # of whom of the cast ("" of another agency), how many days ago, and where it waits
    ("", 1, "submitted"), ("khanh", 1, "submitted"), ("", 1, "submitted"), ("", 2, "working"), ("emi", 2, "working"),
    ("", 8, "working"), ("", 9, "working"), ("emi", 3, "asked"), ("", 3, "asked"), ("emi", 2, "resolved_now"),
    ("khanh", 2, "resolved_now"), ("", 1, "resolved_now"),
)  # fmt: skip
QUESTION = "Ông/bà cho biết tên trình duyệt và gửi ảnh màn hình báo lỗi (mô phỏng)."
ANSWER = "Đã gửi lại đủ thông tin, lỗi vẫn còn (mô phỏng)."
STILL_BROKEN = "Hôm sau lại bị như cũ (mô phỏng)."
FINE = "Dùng được rồi, cảm ơn (mô phỏng)."


class Desk:
    """Who reports, who resolves, and when."""

    def __init__(self, now: datetime) -> None:
        self.now, self.office = now, Office(now)
        self.today_only = self.office.first.date() >= TWO_LEVELS
        self.desk = self.office.person(DESK)
        self.unit = self.office.agency(DESK)
        self.cast = {username: self.office.person(username) for username in CAST}
        self.reporters = [*self._officers(), *self.cast.values()]
        self.errors: dict[str, KnownError] = {}
        self.latest: dict[str, SupportIncident] = {}

    def _officers(self) -> list[Actor]:
        """An invented officer for computers at agencies of the province and its districts."""
        rows = Agency.objects.on(self.now.date()).exclude(kind=Agency.Kind.DESK).exclude(pk=self.unit.pk)
        levels = [Agency.Level.PROVINCE, Agency.Level.DISTRICT]
        found = list(rows.filter(level__in=levels).order_by("level", "sort_key", "code"))
        names = Counter(agency.name for agency in found)  # offices of every district bear the same one
        named = [agency for agency in found if names[agency.name] == 1]
        return [self._appointed(agency) for agency in named[:AGENCIES]]

    def _appointed(self, agency: Agency) -> Actor:
        chance = Random(f"support-{agency.code}")  # noqa: S311 - an invented name
        user = User.objects.create_user(
            f"mp-{agency.code}-cntt"[:150], full_name=name(chance, OFFICERS_MIDDLES)
        )
        starts = max(self.office.first.date(), agency.valid.lower)
        appoint(
            user, agency, title="Chuyên viên công nghệ thông tin", roles=[SecurityOfficer.code], starts=starts, ends=None,
            by=SYSTEM, now=self.now,
        )  # fmt: skip
        return actor_of(user, on=self.now.date())

    def fill(self) -> int:
        plan = Plan(self.now)
        planned = plan.recent() if self.today_only else plan.years()
        starts = planned[0].reported.date().replace(day=1)
        self._seat_desk(starts)
        give_duty(
            duty=SecurityDuty.Duty.SUPPORT, agency=self.unit, starts=starts, source=SOURCE, by=SYSTEM, now=self.now
        )  # fmt: skip
        self._write_errors(starts)
        for one in planned:
            self._carry(one, self.reporters[(one.number * 7 + one.reported.day) % len(self.reporters)])
        for number, (username, days, outcome) in enumerate(OPEN):
            at = self.office.ago(days) + timedelta(minutes=17 * number)
            waiting = plan.one(outcome, at)
            self._carry(
                waiting,
                self.cast.get(username) or self.reporters[number * 3 % len(self.reporters)],
                key_of("open", number),
            )
        self._end_errors()
        return SupportIncident.objects.count()

    def _seat_desk(self, starts: date) -> None:
        """Whoever supports today did so in the years before the posts of the cast begin."""
        first = self.office.first.date()
        if starts < first:
            user = User.objects.get(username=DESK)
            appoint(
                user, self.unit, title="Chuyên viên hỗ trợ phần mềm dùng chung", roles=[SupportDesk.code], starts=starts,
                ends=first, by=SYSTEM, now=self.now,
            )  # fmt: skip

    def _write_errors(self, starts: date) -> None:
        at = datetime(starts.year, starts.month, starts.day, 9, tzinfo=self.office.first.tzinfo)
        with (DATA / "known_errors.csv").open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                self.errors[row["key"]] = register_known_error(
                    system=row["system"], title=row["title"], cause=row["cause"], workaround=row["workaround"],
                    client_key=key_of("error", number), by=self.desk, now=at + timedelta(days=3 * number),
                )  # fmt: skip

    def _end_errors(self) -> None:
        with (DATA / "known_errors.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["mended"]:
                    at = self.office.ago(30)
                    end_known_error(
                        known_error=self.errors[row["key"]], mended_by=row["mended"], by=self.desk, now=at
                    )

    def _carry(self, one: PlannedIncident, reporter: Actor, key: UUID | None = None) -> None:
        incident = report_incident(
            system=one.template.system, severity=one.template.severity, title=one.text("title"), text=one.text("text"),
            client_key=key or key_of("incident", one.number), by=reporter, now=one.reported,
        )  # fmt: skip
        at = one.received
        if one.outcome == "refused":
            reason = "Phần mềm riêng của cơ quan, không phải phần mềm dùng chung (mô phỏng)."
            refuse_incident(incident=incident, ver=incident.case.ver, reason=reason, by=self.desk, now=at)
        elif one.outcome == "duplicate" and (first := self.latest.get(one.template.system)):
            refuse_incident(
                incident=incident, ver=incident.case.ver, reason="Trùng với sự cố đã báo (mô phỏng).", duplicate_of=first,
                by=self.desk, now=at,
            )  # fmt: skip
        elif one.outcome in ("withdrawn", "duplicate"):
            withdraw_incident(
                incident=incident,
                ver=incident.case.ver,
                text="Tự chạy lại được (mô phỏng).",
                by=reporter,
                now=at,
            )
        elif one.outcome != "submitted":
            self._work(one, incident, reporter)

    def _work(self, one: PlannedIncident, incident: SupportIncident, reporter: Actor) -> None:
        receive_incident(
            incident=incident,
            ver=incident.case.ver,
            severity=one.template.severity,
            by=self.desk,
            now=one.received,
        )
        self.latest[one.template.system] = incident
        if one.outcome == "asked" or (one.asked and one.outcome == "resolved"):
            at = one.received + (one.resolved - one.received) / 4
            ask_reporter(
                incident=incident, ver=incident.case.ver, text=QUESTION, by=self.desk, now=min(at, self.now)
            )
            if one.outcome == "asked":
                return
            at = one.received + (one.resolved - one.received) / 2
            answer_desk(incident=incident, ver=incident.case.ver, text=ANSWER, by=reporter, now=at)
        if one.outcome != "working":
            self._resolve(one, incident, reporter)

    def _resolve(self, one: PlannedIncident, incident: SupportIncident, reporter: Actor) -> None:
        at = min(one.resolved, self.now)
        if one.reopened and one.outcome == "resolved":
            middle = one.received + (one.resolved - one.received) * 2 / 3
            self._write_solution(one, incident, middle)
            reopen_incident(incident=incident, ver=incident.case.ver, text=STILL_BROKEN, by=reporter, now=at)
        self._write_solution(one, incident, at)
        if one.outcome == "resolved_now":
            return
        if one.silent:
            close_unconfirmed(incident=incident, by=SYSTEM, now=at + timedelta(days=6))
            return
        confirm_incident(
            incident=incident, ver=incident.case.ver, stars=one.stars, words=FINE, by=reporter,
            now=(at + timedelta(days=one.number % 3 + 1)).replace(hour=9),
        )  # fmt: skip

    def _write_solution(self, one: PlannedIncident, incident: SupportIncident, at: datetime) -> None:
        resolve_incident(
            incident=incident, ver=incident.case.ver, cause=one.text("cause"), solution=one.text("solution"),
            cyber=one.template.cyber, cyber_reason=one.text("cyber_reason"), known_error=self.errors.get(one.template.error),
            by=self.desk, now=at,
        )  # fmt: skip


def key_of(what: str, number: int) -> UUID:
    return uuid5(KEYS, f"{what}-{number}")


def create_support(*, now: datetime) -> int:
    """Once; how many incidents there are."""
    return 0 if SupportIncident.objects.exists() else Desk(now).fill()
