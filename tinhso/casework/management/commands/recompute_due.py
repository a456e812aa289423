from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tinhso.casework.calendar.actions.recompute_due import recompute_due, recount_due
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.lib.numbers import vn_number

OPERATOR = Actor(
    roles=frozenset({Administrator.code})
)  # whoever runs commands on the server keeps the calendars


class Command(BaseCommand):
    help = "Tính lại ngày hẹn trả của hồ sơ đang giải quyết sau khi sửa lịch làm việc (mặc định chỉ đếm)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="ghi ngày hẹn mới; không có thì chỉ đếm")

    def handle(self, *args: Any, apply: bool, **options: Any) -> None:
        now = clock.now()
        count = recompute_due(by=OPERATOR, now=now) if apply else recount_due(now=now)
        done = "đã đổi" if apply else "sẽ đổi"
        self.stdout.write(
            f"Xem {vn_number(count.checked)} thời hạn đang chạy: {done} {vn_number(count.changed)} ngày hẹn"
            f" ({vn_number(count.later)} lùi lại, {vn_number(count.earlier)} sớm lên)"
        )
