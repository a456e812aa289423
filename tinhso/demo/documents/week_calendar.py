"""The demo's calendar of leaders for this week and the next: drafted by a clerk, this week approved by a head."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from tinhso.demo.documents.offices import Office
from tinhso.documents.public import approve_week, write_entry
from tinhso.kernel.people.public import User

KEYS = UUID("5ec0de38-0cbe-4000-8000-000000000039")
HALL = "Phòng họp tầng 2"
LINES = (
    (0, time(8), time(9, 30), "Giao ban lãnh đạo, trưởng phòng (mô phỏng)", HALL, "Trưởng các phòng"),
    (
        1,
        time(14),
        time(16, 30),
        "Làm việc với nhóm triển khai dịch vụ công trực tuyến (mô phỏng)",
        HALL,
        "Phòng chuyên môn",
    ),
    (2, time(8, 30), None, "Dự họp về chuyển đổi số của tỉnh (mô phỏng)", "Trụ sở Ủy ban nhân dân tỉnh", ""),
    (
        3,
        time(9),
        time(11),
        "Kiểm tra việc tiếp nhận, trả kết quả ở một xã (mô phỏng)",
        "Nơi tiếp nhận hồ sơ của một xã",
        "Văn phòng",
    ),
    (4, None, None, "Tiếp công dân định kỳ (mô phỏng)", "Phòng tiếp công dân", "Thanh tra"),
    (7, time(8), time(9, 30), "Giao ban lãnh đạo, trưởng phòng (mô phỏng)", HALL, "Trưởng các phòng"),
    (9, time(14), time(17), "Họp thẩm định báo cáo năm (mô phỏng)", HALL, "Các phòng"),
)  # days after Monday


def fill_calendars(offices: list[Office], *, now: datetime) -> None:
    """Of the first head of each office; the next week's lines wait for approval."""
    monday = now.date() - timedelta(days=now.date().weekday())
    for office in offices:
        head, clerk = office.heads[0], office.clerks[0]
        leader = User.objects.get(pk=head.user_id or 0)
        newest = 0
        for number, (days, begins, ends, subject, place, attending) in enumerate(LINES):
            made = write_entry(
                day=monday + timedelta(days=days), begins=begins, ends=ends, leader=leader, subject=subject, place=place,
                attending=attending, client_key=uuid5(KEYS, f"{office.words}-{number}"), by=clerk, now=now,
            )  # fmt: skip
            newest = max(newest, made.pk)
        approve_week(monday=monday, seen=newest, by=head, now=now)
