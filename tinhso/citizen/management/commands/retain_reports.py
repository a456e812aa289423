import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import datetime

from django.core.management.base import BaseCommand

from tinhso.citizen.retention.actions.erase_record import erase_record
from tinhso.citizen.retention.retention import DueRecord, due_records
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock


class Command(BaseCommand):
    """`tinhso retain_reports`: exit code 1 if what was erased is not what was foretold."""

    help = "Phản ánh, kiến nghị, đơn, cảnh báo hết thời hạn lưu giữ: liệt kê; chỉ xoá khi có --apply"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="xoá đúng những gì đã liệt kê")

    def handle(self, *args: str, **options: object) -> None:
        now = clock.now()
        dues = list(due_records(now))
        self.print_summary(dues)
        if options["apply"]:
            self.apply(dues, now)
        else:
            self.stdout.write("Chỉ liệt kê, chưa xoá gì. Thêm --apply để xoá.")

    def print_summary(self, dues: list[DueRecord]) -> None:
        """Which records, by which rule, how many files and bytes; then the sum of each rule."""
        for due in dues:
            self.stdout.write(f"{due.code}  {due.rule.key}  {due.files} tệp  {due.size} byte")
        for key, n in sorted(Counter(due.rule.key for due in dues).items()):
            self.stdout.write(f"{key}: {n}")
        files, size = sum(due.files for due in dues), sum(due.size for due in dues)
        self.stdout.write(f"Cộng: {len(dues)}, {files} tệp, {size} byte")

    def apply(self, dues: list[DueRecord], now: datetime) -> None:
        """One transaction a record."""
        wrong, done = [], 0
        for due in dues:
            one = erase_record(due=due, by=SYSTEM, now=now)
            done += one is not None
            if one is None or (one.files, one.size) != (due.files, due.size):
                wrong.append(due.code)
        self.stdout.write(f"Đã xoá: {done}")
        for code in wrong:
            self.stdout.write(self.style.ERROR(f"{code}: khác với dự kiến"))
        if wrong:
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS("Đúng như đã liệt kê."))
