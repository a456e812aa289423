from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.files.spreadsheets import FileRefused, write_csv, write_xlsx
from tinhso.lib.messages.portal_wire import STATES
from tinhso.lib.system_errors import in_words
from tinhso.onestop.takeover.actions.take_over_dossiers import take_over_dossiers
from tinhso.onestop.takeover.actions.take_over_files import take_over_files
from tinhso.onestop.takeover.attachments import FilePlan, Place, file_plan, opened
from tinhso.onestop.takeover.cells import Fault
from tinhso.onestop.takeover.columns import template
from tinhso.onestop.takeover.files import Batch, read_batch
from tinhso.onestop.takeover.importable_dossier import Plan
from tinhso.onestop.takeover.mapping import Codes, read_mapping, write_mapping
from tinhso.onestop.takeover.plan import plan
from tinhso.onestop.takeover.reconcile import DIFFERENCE_HEADINGS, HEADINGS, Reconciled, reconcile

MOST_FAULTS = 50
FAULT_HEADINGS = ("Vị trí", "Cột", "Lý do")


class Command(BaseCommand):
    help = (
        "Takes running dossiers of a former system over, from XLSX (three sheets) or JSON of QCVN 120, a file or a folder. "
        "Without --apply it only tells what would happen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE|DIR")
        parser.add_argument(
            "--template", type=Path, metavar="OUT.xlsx", help="write the workbook to be filled"
        )
        parser.add_argument("--mapping", type=Path, metavar="MAP.csv", help="their codes for ours")
        parser.add_argument(
            "--write-mapping",
            type=Path,
            metavar="OUT.csv",
            help="write the codes that nothing here is called",
        )
        parser.add_argument("--files", type=Path, metavar="DIR|ZIP", help="attachments with a manifest.csv")
        parser.add_argument(
            "--report", type=Path, metavar="OUT", help="CSV or XLSX of every fault or difference"
        )
        parser.add_argument("--apply", action="store_true", help="do it; broken off, run it again")
        parser.add_argument(
            "--reconcile", action="store_true", help="compare with what came over; exit code 1 if not equal"
        )

    def handle(self, *args: object, **options: object) -> None:
        if options["template"]:
            Path(str(options["template"])).write_bytes(template())
            self.stdout.write(f"Đã ghi tệp mẫu {options['template']}.")
            return
        if not options["file"]:
            raise CommandError("Ghi tệp hoặc thư mục cần nhập, hoặc --template OUT.xlsx.")
        wanted = options["write_mapping"]
        if wanted and Path(str(wanted)).exists():
            raise CommandError(f"{wanted} đã có: chọn tên khác, để không mất mã đã điền.")
        path, now = Path(str(options["file"])), clock.now()
        try:
            batch, mapping = read_batch(path), self.mapping(options)
            if options["reconcile"]:
                self.reconcile(batch, mapping, options, now)
            else:
                self.take(batch, mapping, path, options, now)
        except (FileRefused, OSError) as error:
            raise CommandError(in_words(error)) from error

    def mapping(self, options: dict[str, object]) -> Codes:
        return read_mapping(Path(str(options["mapping"])).read_bytes()) if options["mapping"] else {}

    def take(
        self, batch: Batch, mapping: Codes, path: Path, options: dict[str, object], now: datetime
    ) -> None:
        found = plan(batch, mapping, now=now)
        with ExitStack() as stack:
            place = stack.enter_context(opened(Path(str(options["files"])))) if options["files"] else None
            codes = {dossier.old.code for dossier in found.importable}
            files = file_plan(place, codes) if place else FilePlan([], 0, [])
            self.print_summary(found, files)
            self.write(options, found, files)
            if options["apply"]:
                self.apply(found, files, place, path, now)
        if not options["apply"]:
            self.stdout.write("Chưa ghi gì. Thêm --apply để thực hiện.")

    def apply(self, found: Plan, files: FilePlan, place: Place | None, path: Path, now: datetime) -> None:
        done = take_over_dossiers(plan=found, file_name=path.name, by=SYSTEM, now=now)
        self.stdout.write(f"Đã chuyển {done.report['taken']} hồ sơ (đợt {done.pk}).")
        if place:
            count, faults = take_over_files(plan=files, place=place, by=SYSTEM, now=now)
            self.stdout.write(f"Đã gắn {count} tệp.")
            self.list(faults, "Tệp không nhận")

    def print_summary(self, found: Plan, files: FilePlan) -> None:
        """Exactly what --apply does: so many of each agency, procedure and state; then what is left out and why."""
        for (agency, procedure, number), count in sorted(found.counts().items()):
            self.stdout.write(f"{count:7} {agency} · {procedure} · {number} {STATES[number]}")
        self.stdout.write(
            f"Sẽ chuyển: {len(found.importable)}. Đã chuyển trước đây: {len(found.known)}. "
            f"Đã chuyển, tệp ghi khác trước (không đụng tới): {len(found.changed)}. Bị loại: {found.refused}."
        )
        if files.wanted or files.known or files.faults:
            self.stdout.write(
                f"Tệp sẽ gắn: {len(files.wanted)}. Đã gắn trước đây: {files.known}. Bị loại: {len(files.faults)}."
            )
        self.list([*found.faults, *files.faults], "Chỗ sai")
        self.list(found.notes, "Chú ý")
        self.list(
            [Fault(old.where, "Mã hồ sơ", "đã chuyển trước đây với nội dung khác") for old in found.changed],
            "Khác lần chuyển trước",
        )

    def list(self, faults: Iterable[Fault], heading: str) -> None:
        every = list(faults)
        for fault in every[:MOST_FAULTS]:
            self.stdout.write(f"  {heading}: {fault.where} · {fault.column}: {fault.reason}")
        if len(every) > MOST_FAULTS:
            self.stdout.write(f"  … và {len(every) - MOST_FAULTS} dòng nữa; xem đủ bằng --report.")

    def write(self, options: dict[str, object], found: Plan, files: FilePlan) -> None:
        if options["report"]:
            rows = [(f.where, f.column, f.reason) for f in [*found.faults, *files.faults, *found.notes]]
            save(Path(str(options["report"])), {"Chỗ sai": [FAULT_HEADINGS, *rows]})
        if options["write_mapping"]:
            Path(str(options["write_mapping"])).write_bytes(write_mapping(found.unknown))
            self.stdout.write(
                f"Đã ghi {len(found.unknown)} mã chưa có tương ứng vào {options['write_mapping']}."
            )

    def reconcile(self, batch: Batch, mapping: Codes, options: dict[str, object], now: datetime) -> None:
        found = reconcile(batch, mapping, now=now)
        for agency, procedure, state, theirs, ours, difference in found.rows():
            self.stdout.write(f"{theirs:7} {ours:7} {difference:+7} {agency} · {procedure} · {state}")
        for one in found.differences[:MOST_FAULTS]:
            self.stdout.write(f"  {one.code} ({one.where}): {one.what}: {one.theirs} → {one.ours or '–'}")
        self.stdout.write(
            f"Hệ thống cũ {found.theirs.total()}, hệ thống mới {found.ours.total()}, "
            f"{len(found.differences)} chỗ lệch; {found.moved} hồ sơ đã được xử lý tiếp ở hệ thống mới."
        )
        if options["report"]:
            save(Path(str(options["report"])), sheets_of(found))
        if not found.equal:
            raise CommandError("Hai bên chưa khớp.", returncode=1)
        self.stdout.write("Hai bên khớp.")


def sheets_of(found: Reconciled) -> dict[str, list[tuple[object, ...]]]:
    rows = [(one.code, one.where, one.what, one.theirs, one.ours) for one in found.differences]
    return {"Hồ sơ lệch": [DIFFERENCE_HEADINGS, *rows], "Đối chiếu": [HEADINGS, *found.rows()]}


def save(path: Path, sheets: dict[str, list[tuple[object, ...]]]) -> None:
    """All sheets as XLSX; as CSV the first one."""
    if path.suffix == ".xlsx":
        path.write_bytes(
            write_xlsx({name: [[str(c) for c in row] for row in rows] for name, rows in sheets.items()})
        )
        return
    headings, *rows = next(iter(sheets.values()))
    path.write_bytes(write_csv([str(cell) for cell in headings], rows))
