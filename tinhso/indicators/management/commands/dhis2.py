import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.indicators.actions.import_dhis2 import import_dhis2
from tinhso.indicators.dhis2_export import data_values, metadata
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock


class Command(BaseCommand):
    help = "Nhập hoặc xuất tệp JSON của DHIS2: metadata và dataValueSets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["import", "export-metadata", "export-values"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, **options: object) -> None:
        file = options["file"]
        assert isinstance(file, Path)
        if options["deed"] == "import":
            self._import(file)
            return
        content = metadata() if options["deed"] == "export-metadata" else data_values()
        file.write_text(json.dumps(content, ensure_ascii=False, indent=2))
        self.stdout.write(f"Đã ghi {file}.")

    def _import(self, file: Path) -> None:
        try:
            content = json.loads(file.read_text())
        except (OSError, ValueError) as error:
            raise CommandError(f"Không đọc được tệp: {error}") from error
        if not isinstance(content, dict):
            raise CommandError("Tệp không phải metadata hay dataValueSets của DHIS2.")
        found = import_dhis2(content, by=SYSTEM, now=clock.now())
        self.stdout.write(
            f"Đối tượng: {found.objects}, dùng được ngay: {found.ours}. "
            f"Giá trị: {found.values}, chỉ giữ lại: {found.kept}."
        )
