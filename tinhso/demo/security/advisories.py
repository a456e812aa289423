"""The demo's advisories, by the deeds themselves: one that agencies have answered, one that waits, a recommendation to chosen ones."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.kernel.people.roles import SecurityOfficer
from tinhso.lib.dates import local
from tinhso.security.public import (
    AdvisoryEntry,
    AdvisoryTask,
    acknowledge_advisory,
    answer_advisory,
    issue_advisory,
)

KEYS = UUID("5ec0de38-0cbe-4000-8000-000000000040")
DAYS_TO_ANSWER = timedelta(days=10)
ANSWERED = (
    ("khoa", "done", "Đã cập nhật hai máy chủ (mô phỏng)."),
    ("kien", "not_affected", "Cơ quan không dùng phần mềm này (mô phỏng)."),
)
MAIL = AdvisoryEntry(
    kind="warning", severity=4, title="Lỗ hổng của máy chủ thư (mô phỏng)", number="01/CB-MP", product="máy chủ thư",
    cves=["CVE-2024-21410"], text="Lỗ hổng cho phép chiếm phiên của người dùng thư. Nội dung mô phỏng của bản trình diễn.",
    to_do="Cập nhật bản vá; chưa cập nhật được thì chặn truy cập từ ngoài mạng; báo lại kết quả.", source_url="",
    audience="every", agencies=[], due_on=datetime(2024, 1, 1).date(),
)  # fmt: skip
PHISHING = replace(
    MAIL, kind="recommendation", severity=2, title="Tin nhắn giả danh cơ quan nhà nước (mô phỏng)", number="02/KN-MP",
    product="", cves=[], text="Nhiều nơi nhận tin nhắn giả danh, kèm liên kết lạ. Nội dung mô phỏng của bản trình diễn.",
    to_do="Nhắc cán bộ không mở liên kết; ai đã nhập mật khẩu thì đổi ngay và báo sự cố.",
)  # fmt: skip


def create_advisories(*, now: datetime) -> None:
    """A fortnight and two days ago; who of the cast answers for an agency has answered the first."""
    office = Office(now)
    by = office.person("thuy")
    for number, (entry, days) in enumerate(((MAIL, 14), (PHISHING, 2))):
        at = office.ago(days)
        due = local(at).date() + DAYS_TO_ANSWER
        made = issue_advisory(
            entry=replace(entry, due_on=due), client_key=uuid5(KEYS, str(number)), by=by, now=at
        )
        for username, outcome, reason in ANSWERED:
            officer = office.person(username)
            task = AdvisoryTask.objects.filter(advisory=made, agency=officer.agency_id).first()
            if task is None or not officer.holds(SecurityOfficer):
                continue
            acknowledge_advisory(task=task, by=officer, now=at + timedelta(hours=3))
            if not number:
                answer_advisory(
                    task=task, outcome=outcome, reason=reason, by=officer, now=at + timedelta(hours=9)
                )
