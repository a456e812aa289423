"""The demo's year of what the press asks and reports, by the deeds themselves; spokespersons and their statements."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.demo.exchange.people import Office
from tinhso.demo.press.issues_plan import ISSUES, QUESTION, PlannedIssue
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.people.public import SYSTEM, User
from tinhso.kernel.people.roles import PressEditor
from tinhso.lib.dates import local
from tinhso.press.public import (
    PressIssue,
    add_outlet_article,
    answer_issue,
    ask_press_question,
    assign_issue,
    attach_evidence,
    close_correction,
    close_issue,
    enter_issue,
    focal_agency,
    note_letter,
    note_statement,
    pause_issue,
    publish_issue,
    refuse_issue,
    register_spokesperson,
    request_correction,
    verify_issue,
)

KEYS = UUID("9e550000-0000-4000-8000-000000000238")
OUTLETS = (("Báo Xứ Mô Phỏng", "daily"), ("Đài Mô Phỏng", "daily"), ("Tạp chí Mô Phỏng", "weekly"))
FINDING = "Kiểm tra tại chỗ: nội dung nêu có phần đúng (số mô phỏng)."
ANSWER = "Cơ quan đã kiểm tra và trả lời như sau: việc nêu đã được xử lý, kết quả thông báo tại trang này (mô phỏng)."
MEASURES = "Đã giao đơn vị phụ trách khắc phục, kiểm tra lại sau một tháng (mô phỏng)."
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PHONES = {"chi": "0237 3000 111", "long": "0237 3000 222"}


def create_press_issues(*, now: datetime) -> int:
    """How many there are afterwards."""
    desk = PressDesk(now)
    desk.register()
    for number, planned in enumerate(ISSUES):
        desk.play(number, planned)
    return PressIssue.objects.count()


class PressDesk:
    """Whoever assigns and publishes at the focal agency of the demo's day, and who speaks for two agencies."""

    def __init__(self, now: datetime) -> None:
        self.now, self.office = now, Office(now)
        self.editor = self.office.officer(focal_agency(local(now).date()), PressEditor)

    def register(self) -> None:
        """Both speak since the first day of the demo's agencies; one statement about a sudden event."""
        day: date = local(self.office.first).date()
        for who, phone in PHONES.items():
            by = self.office.person(who)
            row = register_spokesperson(
                full_name=User.objects.get(username=who).full_name,
                position="Người phát ngôn (mô phỏng)",
                mandate="named" if who == "chi" else "head",
                phone=phone,
                email="",
                starts=day,
                by=by,
                now=self.office.first,
            )
            at = self.office.ago(40)
            note_statement(
                spokesperson=row,
                form="portal",
                subject="Phát ngôn lần đầu về một sự việc đột xuất (mô phỏng)",
                url="",
                at=at,
                happened_at=at - timedelta(hours=9 if who == "chi" else 30),
                by=by,
                now=at,
            )

    def play(self, number: int, planned: PlannedIssue) -> None:
        at = self.office.ago(planned.days)
        self.row, self.number = self._opened(number, planned, at), number
        if planned.stop == "assign":
            return
        by, agency = self.office.person(planned.who), self.office.agency(planned.who)
        self._do(assign_issue, self.editor, at + timedelta(days=1), agency=agency)
        if planned.origin != QUESTION:
            self._note_letter(agency.name, min(at + timedelta(days=1), self.now))
        if planned.stop == "verify":
            return
        if planned.stop == "paused":
            self._do(
                pause_issue,
                by,
                at + timedelta(days=2),
                reason="LAY_Y_KIEN",
                text="Chờ ý kiến sở chuyên ngành.",
            )
            return
        ends = at + timedelta(days=planned.after)
        if planned.stop.startswith("refused_"):
            ground = planned.stop.removeprefix("refused_")
            self._do(
                refuse_issue, by, ends, ground=ground, reason="Cơ quan sẽ cung cấp khi pháp luật cho phép."
            )
            return
        self._verify(by, at + timedelta(days=1))
        if planned.stop == "answer":
            return
        self._do(answer_issue, by, ends, form="interview", answer=ANSWER, measures=MEASURES)
        self._end(planned, ends + timedelta(days=1))

    def _opened(self, number: int, planned: PlannedIssue, at: datetime) -> PressIssue:
        key = uuid5(KEYS, f"issue {number}")
        words: dict[str, Any] = {
            "subject": planned.subject,
            "text": planned.text,
            "client_key": key,
            "now": at,
        }
        if planned.origin == QUESTION:
            outlet = OUTLETS[number % 3][0]
            return ask_press_question(outlet=outlet, card=f"MP{number:05}", by=SYSTEM, **words)
        outlet, rhythm = OUTLETS[number % 3]
        given = {"outlet": outlet, "rhythm": rhythm, "title": planned.subject, "day": local(at).date()}
        url = f"https://bao-mo-phong.example.vn/bai-{number}"
        found = enter_issue(origin=planned.origin, url=url, by=self.editor, **given, **words)  # type: ignore[arg-type]
        for more in range(1, planned.outlets):
            outlet, rhythm = OUTLETS[(number + more) % 3]
            given |= {"outlet": outlet, "rhythm": rhythm, "url": f"{url}-{more}"}
            add_outlet_article(issue=found, by=self.editor, now=at, **given)  # type: ignore[arg-type]
        return found

    def _do(self, deed: Any, by: Any, at: datetime, **words: Any) -> None:
        """At a moment that has come; each deed reads the issue anew."""
        row = PressIssue.objects.select_related("case__process", "case__agency").get(pk=self.row.pk)
        deed(issue=row, ver=row.case.ver, by=by, now=min(at, self.now), **words)

    def _note_letter(self, receiver: str, at: datetime) -> None:
        """By which letter what was reported was given out: an invented number that no register has."""
        note_letter(
            of=PressIssue.objects.select_related("case").get(pk=self.row.pk),
            purpose="check",
            notation=f"{700 + self.number}/MP-BCXB",
            dated=local(at).date(),
            receiver=f"{receiver} (mô phỏng)"[:200],
            client_key=uuid5(KEYS, f"letter {self.number}"),
            by=self.editor,
            now=at,
        )

    def _verify(self, by: Any, at: datetime) -> None:
        moment = min(at, self.now)
        upload = SimpleUploadedFile("bien-ban-mo-phong.pdf", PDF, "application/pdf")
        file = store_upload(upload, by=by, now=moment)
        row = PressIssue.objects.select_related("case").get(pk=self.row.pk)
        attach_evidence(issue=row, file=file, name="Biên bản kiểm tra (mô phỏng)", by=by, now=moment)
        self._do(verify_issue, by, at, finding=FINDING)

    def _end(self, planned: PlannedIssue, at: datetime) -> None:
        if planned.stop == "publish":
            return
        if planned.stop == "closed":
            self._do(close_issue, self.editor, at)
            return
        self._do(
            publish_issue, self.editor, at, subject=planned.subject, answer=f"{ANSWER} {MEASURES}", slug=""
        )
        if planned.stop in ("corrected", "disputed"):
            article = self.row.outlet_articles.select_related("issue__case").get()
            article.issue.refresh_from_db()
            words = {"wrong": "Số đoạn nêu trong bài (mô phỏng).", "right": "Số đã kiểm tra (mô phỏng)."}
            moment = min(at, self.now)
            row = request_correction(outlet_article=article, **words, by=self.editor, now=moment)
            later = min(at + timedelta(days=7), self.now)
            close_correction(correction=row, outcome=planned.stop, by=self.editor, now=later)
