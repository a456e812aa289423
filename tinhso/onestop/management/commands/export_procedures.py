from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.files import FileRefused, write_csv, write_xlsx
from tinhso.onestop.catalogue.rows import standings


class Command(BaseCommand):
    help = "Writes the catalogue of procedures of the day to FILE, as CSV or XLSX by its ending."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, **options: object) -> None:
        path = Path(str(options["file"]))
        if path.suffix not in {".csv", ".xlsx"}:
            raise CommandError("Tên tệp phải kết thúc bằng .csv hoặc .xlsx")
        rows = [standing.values for standing in standings(clock.today()).values()]
        try:
            path.write_bytes((write_csv if path.suffix == ".csv" else write_xlsx)(rows))
        except FileRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã ghi {len(rows)} thủ tục.")
