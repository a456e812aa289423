import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import datetime

from django.core.management.base import BaseCommand

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.onestop.models import Erasure
from tinhso.onestop.retention.actions.erase_dossier import erase_dossier
from tinhso.onestop.retention.plan import Foretold, foretell
from tinhso.onestop.retention.retention import Due, due_dossiers


class Command(BaseCommand):
    """`tinhso retain`: exit code 1 if what was erased is not what was foretold."""

    help = "Hồ sơ hết thời hạn lưu giữ: liệt kê; chỉ xoá dữ liệu cá nhân khi có --apply"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="xoá đúng những gì đã liệt kê")

    def handle(self, *args: str, **options: object) -> None:
        now = clock.now()
        dues = list(due_dossiers(now))
        foretold = foretell([due for due in dues if not due.held])
        self.print_summary(foretold, [due for due in dues if due.held])
        if options["apply"]:
            self.apply(foretold, now)
        else:
            self.stdout.write("Chỉ liệt kê, chưa xoá gì. Thêm --apply để xoá.")

    def print_summary(self, foretold: list[Foretold], held: list[Due]) -> None:
        """Which dossiers, by which rule, how many files and bytes; then the sums of each rule."""
        count: Counter[str] = Counter()
        files, size = Counter[str](), Counter[str]()
        for line in foretold:
            key = line.due.rule.key
            self.stdout.write(f"{line.due.code}  {key}  {line.files} tệp  {line.size} byte")
            count[key], files[key], size[key] = count[key] + 1, files[key] + line.files, size[key] + line.size
        for due in held:
            self.stdout.write(f"{due.code}  {due.rule.key}  đang tạm dừng huỷ, giữ lại")
        for key in sorted(count):
            self.stdout.write(f"{key}: {count[key]} hồ sơ, {files[key]} tệp, {size[key]} byte")
        self.stdout.write(
            f"Cộng: {len(foretold)} hồ sơ, {files.total()} tệp, {size.total()} byte; tạm dừng huỷ: {len(held)}"
        )

    def apply(self, foretold: list[Foretold], now: datetime) -> None:
        """One transaction a dossier; what somebody has held meanwhile is left out and told."""
        done = [(line, erase_dossier(due=line.due, by=SYSTEM, now=now)) for line in foretold]
        erased = [one for _line, one in done if one is not None]
        wrong = [line.due.code for line, one in done if one is None or not same(line, one)]
        files, size = sum(one.files for one in erased), sum(one.size for one in erased)
        self.stdout.write(f"Đã xoá: {len(erased)} hồ sơ, {files} tệp, {size} byte")
        for code in wrong:
            self.stdout.write(self.style.ERROR(f"{code}: khác với dự kiến"))
        if wrong:
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS("Đúng như đã liệt kê."))


def same(line: Foretold, one: Erasure) -> bool:
    return (line.files, line.size) == (one.files, one.size)
