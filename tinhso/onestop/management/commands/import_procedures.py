import csv
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.files.spreadsheets import guarded
from tinhso.lib.system_errors import in_words
from tinhso.onestop.catalogue.actions.apply_catalogue_import import apply_catalogue_import
from tinhso.onestop.catalogue.actions.change_procedure import LaterLevels
from tinhso.onestop.catalogue.actions.check_catalogue_file import check_catalogue_file
from tinhso.onestop.catalogue.actions.set_online_services import NotAService
from tinhso.onestop.catalogue.files import FileRefused


class Command(BaseCommand):
    help = "Checks FILE (CSV or XLSX) of procedures; with --apply the good rows are taken into the catalogue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--report", type=Path, help="CSV of every bad cell")

    def handle(self, *args: object, **options: object) -> None:
        path, now = Path(str(options["file"])), clock.now()
        try:
            held = check_catalogue_file(content=path.read_bytes(), file_name=path.name, by=SYSTEM, now=now)
            if options["apply"]:
                held = apply_catalogue_import(import_id=held.pk, by=SYSTEM, now=now)
        except (FileRefused, NotAService, LaterLevels, OSError) as error:
            raise CommandError(in_words(error)) from error
        report = held.report
        self.stdout.write(
            f"Mới: {report['created']}. Thay đổi: {report['changed']}. Bản nội dung mới: {report['versions']}. "
            f"Không đổi: {report['unchanged']}. Dòng bị loại: {report['refused']}. "
            f"{'Đã ghi.' if options['apply'] else 'Chưa ghi gì.'}"
        )
        if options["report"]:
            with Path(str(options["report"])).open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["Dòng", "Cột", "Lý do"])
                writer.writerows(
                    [f["row"], guarded(f["column"]), guarded(f["reason"])] for f in report["faults"]
                )
