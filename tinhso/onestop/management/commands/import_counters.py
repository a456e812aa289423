from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.files.spreadsheets import FileRefused, write_csv
from tinhso.lib.system_errors import in_words
from tinhso.onestop.takeover.actions.take_over_numbers import NumbersMoved, take_over_numbers
from tinhso.onestop.takeover.counters import COLUMNS, counter_plan


class Command(BaseCommand):
    help = (
        "Lets codes of dossiers, slips, papers and receipts go on after the last numbers of a former system (CSV or XLSX). "
        "A line below what was given here is refused; without --apply nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--template", type=Path, metavar="OUT.csv", help="write the table to be filled")
        parser.add_argument("--apply", action="store_true")

    def handle(self, *args: object, **options: object) -> None:
        if options["template"]:
            Path(str(options["template"])).write_bytes(write_csv([*COLUMNS.values()], EXAMPLES))
            self.stdout.write(f"Đã ghi tệp mẫu {options['template']}.")
            return
        if not options["file"]:
            raise CommandError("Ghi tệp cần nhập, hoặc --template OUT.csv.")
        now = clock.now()
        try:
            found = counter_plan(Path(str(options["file"])).read_bytes(), on=now.date())
            if options["apply"] and not found.faults:
                take_over_numbers(raised=found.raised, by=SYSTEM, now=now)
        except (FileRefused, OSError) as error:
            raise CommandError(in_words(error)) from error
        except NumbersMoved as error:
            raise CommandError("Vừa có số mới được cấp; chạy lại để kiểm tra.") from error
        for one in found.raised:
            self.stdout.write(f"  {one.where}: {one.scope}: {one.before} → {one.last}")
        for fault in found.faults:
            self.stdout.write(f"  Chỗ sai: {fault.where} · {fault.column}: {fault.reason}")
        self.stdout.write(
            f"Bộ đếm được nâng: {len(found.raised)}. Đã đúng: {found.unchanged}. Sai: {len(found.faults)}."
        )
        if found.faults:
            raise CommandError("Có dòng sai nên chưa ghi bộ đếm nào.", returncode=1)
        self.stdout.write("Đã ghi." if options["apply"] else "Chưa ghi gì. Thêm --apply để thực hiện.")


EXAMPLES = [
    ["mã hồ sơ", "mã cơ quan", "", "08/03/2024", "118"],
    ["phiếu", "mã nơi tiếp nhận", "01", "2024", "2311"],
    ["văn bản", "mã cơ quan", "permit", "2024", "57"],
    ["biên lai", "mã cơ quan", "", "2024", "904"],
]
