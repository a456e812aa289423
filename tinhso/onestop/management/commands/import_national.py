from argparse import ArgumentParser
from collections import Counter
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.system_errors import in_words
from tinhso.onestop.data.national.edition import NotACopy
from tinhso.onestop.models import NationalApproval, NationalImport
from tinhso.onestop.national_import.actions.apply_national_changes import apply_national_changes
from tinhso.onestop.national_import.actions.approve_national_changes import (
    NothingWaits,
    approve_national_changes,
)
from tinhso.onestop.national_import.actions.check_national_copy import NoDay, check_national_copy
from tinhso.onestop.national_import.comparison import PARTS
from tinhso.onestop.national_import.queries import Narrowed

LISTED = 40


class Command(BaseCommand):
    help = "Compares FILE, a copy of the national database of procedures, with the catalogue; --apply lets changes hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--edition", type=date.fromisoformat, help="the day of the copy, where its rows do not name it"
        )
        parser.add_argument(
            "--apply", action="store_true", help="approve what --field and --agency leave of the changes"
        )
        parser.add_argument("--field", default="", help="code of a field")
        parser.add_argument("--agency", default="", help="name of an agency as the source writes it")

    def handle(self, *args: object, **options: object) -> None:
        path, now = Path(str(options["file"])), clock.now()
        edition = options["edition"]
        try:
            held = check_national_copy(
                content=path.read_bytes(),
                file_name=path.name,
                by=SYSTEM,
                now=now,
                edition=edition if isinstance(edition, date) else None,
            )
        except (NotACopy, NoDay, OSError) as error:
            raise CommandError(in_words(error)) from error
        self._print_summary(held)
        asked = Narrowed(field=str(options["field"]), agency=str(options["agency"]))
        if not options["apply"]:
            self.stdout.write("Chưa ghi gì.")
            return
        try:
            order = approve_national_changes(import_id=held.pk, asked=asked, by=SYSTEM, now=now)
        except NothingWaits:
            self.stdout.write("Không có thay đổi nào để ghi.")
            return
        self._print_order(apply_national_changes(approval_id=order.pk, by=SYSTEM, now=now))

    def _print_order(self, done: NationalApproval) -> None:
        self.stdout.write(
            f"Đã duyệt: {done.created} mới, {done.changed} thay đổi, {done.ended} không còn, "
            f"{done.unchanged} đã đúng như vậy."
        )
        for one in done.batch.changes.exclude(fault=""):
            self.stdout.write(f"  không ghi được {one.code}: {one.fault}")

    def _print_summary(self, held: NationalImport) -> None:
        report = held.report
        self.stdout.write(
            f"Bản ngày {held.edition:%d/%m/%Y}. Đọc được: {report['read']}. Mới: {report['new']}. Thay đổi: {report['changed']}. "
            f"Không còn: {report['ended']}. Không đổi: {report['unchanged']}. Viết tay, giữ nguyên: {report['by_hand']}. "
            f"Bỏ qua (tỉnh khác, nội bộ, bản cũ): {report['left_out']}. Không đọc được: {report['unreadable']}."
        )
        changes = list(held.changes.all())
        by_part = Counter(part for one in changes for part in one.parts)
        for part, n in by_part.most_common():
            self.stdout.write(f"  {PARTS.get(part, part)}: {n}")
        by_field = Counter(one.field for one in changes)
        for field, n in by_field.most_common():
            self.stdout.write(f"  lĩnh vực {field}: {n}")
        for one in changes[:LISTED]:
            self.stdout.write(
                f"  {one.get_kind_display()} {one.code} {one.name[:80]}: {', '.join(one.parts)}"
            )
        for fault in report["faults"]:
            self.stdout.write(f"  dòng {fault['line']} {fault['code']}: {fault['reason']}")
