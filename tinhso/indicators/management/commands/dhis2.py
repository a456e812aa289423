import csv
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tinhso.indicators.dhis2.actions.import_dhis2 import Imported, agencies_by_unit, import_dhis2
from tinhso.indicators.dhis2.check import losses
from tinhso.indicators.dhis2.export import data_values, metadata
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.system_errors import in_words

LARGEST = 200_000_000  # bytes of one file


class Command(BaseCommand):
    help = "Nhập, xuất hoặc thử tệp JSON của DHIS2: metadata và dataValueSets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["import", "export-metadata", "export-values", "check"])
        parser.add_argument("file", type=Path, help="tệp; với check là thư mục có các tệp .json")
        parser.add_argument("--units", type=Path, help="CSV không tiêu đề: mã orgUnit của DHIS2,mã cơ quan")

    def handle(self, *args: object, **options: Any) -> None:
        file: Path = options["file"]
        units = _units(options["units"])
        if options["deed"] == "import":
            self._print_summary(import_dhis2(_read(file), by=SYSTEM, now=clock.now(), units=units))
        elif options["deed"] == "check":
            self._check(file, units)
        else:
            content = metadata() if options["deed"] == "export-metadata" else data_values()
            file.write_text(json.dumps(content, ensure_ascii=False, indent=2))
            self.stdout.write(f"Đã ghi {file}.")

    def _print_summary(self, found: Imported) -> None:
        self.stdout.write(
            f"Đối tượng: {found.objects}, dùng được ngay: {found.ours}. "
            f"Giá trị: {found.values}, chỉ giữ lại: {found.set_aside}."
        )
        if found.unusual.noted:
            self.stdout.write(
                f"  khác thường so với kỳ trước, cùng kỳ, kế hoạch hoặc tổng các phần: {found.unusual.noted}. "
                "Mở biểu số liệu của cơ quan để ghi lý do và xác nhận; đến lúc đó số được đánh dấu."
            )
        if found.unusual.loose:
            self.stdout.write(
                f"  khác thường so với kỳ trước hoặc cùng kỳ, không thuộc biểu nào của cơ quan: {found.unusual.loose}. "
                "Kiểm tra lại tệp."
            )
        for why, count in sorted(found.why.items()):
            self.stdout.write(f"  giữ nguyên, chưa dùng được: {why} ({count})")

    def _check(self, folder: Path, units: dict[str, str]) -> None:
        """Every file in and out again, nothing of which stays; CommandError where anything was lost."""
        files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
        contents = {file.name: _read(file) for file in files}
        lost = 0
        with transaction.atomic():
            for content in contents.values():
                import_dhis2(content, by=SYSTEM, now=clock.now(), units=units)
            for name, content in contents.items():
                found = import_dhis2(content, by=SYSTEM, now=clock.now(), units=units)
                losses_found = losses(content, metadata(), data_values())
                self.stdout.write(f"{name}: mất {len(losses_found)}")
                self._print_summary(found)
                for one in losses_found[:20]:
                    self.stdout.write(f"  mất: {one}")
                lost += len(losses_found)
            transaction.set_rollback(True)
        if lost:
            raise CommandError(f"Mất {lost} thuộc tính hoặc đối tượng.")


def _read(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(f"Tệp lớn quá {LARGEST // 1_000_000} MB: {file}")
        content = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"Không đọc được tệp: {in_words(error)}") from error
    if not isinstance(content, dict):
        raise CommandError(f"Tệp không phải metadata hay dataValueSets của DHIS2: {file}")
    return content


def _units(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        with file.open(newline="") as lines:
            rows = [row for row in csv.reader(lines) if row]
    except (OSError, ValueError) as error:
        raise CommandError(f"Không đọc được tệp: {in_words(error)}") from error
    if any(len(row) != 2 for row in rows):
        raise CommandError("Mỗi dòng của --units có hai cột: mã orgUnit, mã cơ quan.")
    found = {unit.strip(): agency.strip() for unit, agency in rows}
    if unknown := sorted(set(found.values()) - set(agencies_by_unit({}))):
        raise CommandError(f"Không có cơ quan nào mang mã {', '.join(unknown)}: {file}")
    return found
