from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from tinhso.indicators.cells.actions.compare_cells import compare_cells
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.kernel.site import clock


class Command(BaseCommand):
    help = "Đối chiếu số gộp với từng dòng dữ liệu; --rebuild tính lại tất cả. Trả về 1 khi có số không khớp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="tính lại mọi số gộp trước khi đối chiếu")

    def handle(self, *args: object, **options: object) -> None:
        if options["rebuild"]:
            refresh_cells(now=clock.now(), every=True)
        wrong = compare_cells(now=clock.now())
        for code, count in wrong.items():
            self.stderr.write(f"{code}: {count} ô không khớp với từng dòng")
        if wrong:
            raise SystemExit(1)
        self.stdout.write("Mọi số gộp khớp với từng dòng.")
