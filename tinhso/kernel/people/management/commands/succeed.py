from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from tinhso.kernel.people.models import PostList
from tinhso.kernel.people.posts.actions.ask_for_list import ask_for_list, carry_out
from tinhso.kernel.people.posts.lists import administrators, to_be_confirmed
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.people.succession.actions.succeed import posts_that_decide, succeed
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
        on, now = a_day(day), clock.now()
        wanted = posts_that_decide(on) if yes and administrators(now.date()) else []
        with transaction.atomic():
            if wanted and not carry_out(PostList.Kind.SUCCESSION, wanted):
                asked = ask_for_list(PostList.Kind.SUCCESSION, wanted, now=now)
                self.stdout.write(to_be_confirmed(asked, len(wanted)))
                return
            done = succeed(on, dry_run=not yes, by=SYSTEM, now=now)
        self.stdout.write("Đã chuyển:" if yes else "Chạy thử, chưa thay đổi gì. Sẽ chuyển:")
        for word, number in sorted(done.counts.items()):
            self.stdout.write(f"  {word}: {number}")
        for agency in done.orphans:
            self.stdout.write(f"  chưa có nơi kế tục: {agency.name} ({agency.code})")
        if not yes:
            self.stdout.write("Thêm --yes để chuyển thật.")
