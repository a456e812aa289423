from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.kernel.people.actions.succeed import succeed
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.site import clock


def a_day(text: str) -> date:
    """A day as people here write it, 01/07/2025, or as data do, 2025-07-01."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise CommandError(f"Không đọc được ngày {text}: viết 01/07/2025 hoặc 2025-07-01.")


class Command(BaseCommand):
    help = "Chuyển vị trí công tác và việc đang mở của cơ quan kết thúc vào một ngày sang cơ quan kế tục."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("day", help="ngày sắp xếp, ví dụ 01/07/2025")
        parser.add_argument("--yes", action="store_true", help="làm thật; không có thì chỉ đếm")

    def handle(self, *args: Any, day: str, yes: bool, **options: Any) -> None:
        done = succeed(a_day(day), dry_run=not yes, by=SYSTEM, now=clock.now())
        self.stdout.write("Đã chuyển:" if yes else "Chạy thử, chưa thay đổi gì. Sẽ chuyển:")
        for word, number in sorted(done.counts.items()):
            self.stdout.write(f"  {word}: {number}")
        for agency in done.orphans:
            self.stdout.write(f"  chưa có nơi kế tục: {agency.name} ({agency.code})")
        if not yes:
            self.stdout.write("Thêm --yes để chuyển thật.")
