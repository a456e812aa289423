from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.indicators.printing.files import FORMATS, file_of
from tinhso.indicators.reports.check import TraceMismatch, check_all_rows
from tinhso.indicators.reports.content import content_in_one_moment
from tinhso.indicators.reports.source import BadReport
from tinhso.kernel.site import clock


class Command(BaseCommand):
    help = "In báo cáo năm ra thư mục. Trả về 1 khi có con số không khớp với từng dòng dữ liệu, hay dòng dữ liệu không khớp với sự kiện."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="năm của báo cáo")
        parser.add_argument("--out", type=Path, required=True, help="thư mục để ghi")
        parser.add_argument("--format", nargs="+", choices=FORMATS, default=list(FORMATS), help="loại tệp")

    def handle(self, *args: object, **options: object) -> None:
        year, now, out = int(str(options["year"])), clock.now(), Path(str(options["out"]))
        try:
            content = content_in_one_moment(year, now)
            check_all_rows(now=now)
        except LookupError as error:
            raise CommandError(f"Không có nguồn báo cáo năm {year}.") from error
        except (TraceMismatch, BadReport) as error:
            raise CommandError(f"Không in báo cáo: {error}") from error
        out.mkdir(parents=True, exist_ok=True)
        for kind in options["format"]:  # type: ignore[attr-defined]
            file = out / f"bao-cao-{year}.{kind}"
            file.write_bytes(file_of(content, kind, at=now))
            self.stdout.write(str(file))
