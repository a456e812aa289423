import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.indicators.maps.actions.import_outlines import import_outlines
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.drawing.topojson import MOST_OCTETS, NotTopoJson
from tinhso.lib.system_errors import in_words


class Command(BaseCommand):
    help = "Nạp ranh giới các xã từ tệp TopoJSON để vẽ bản đồ; thay mọi ranh giới đã nạp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="tệp TopoJSON; mỗi vùng có tên xã ở thuộc tính ten hoặc name"
        )
        parser.add_argument(
            "--day", type=date.fromisoformat, help="ngày của địa giới trong tệp (năm-tháng-ngày)"
        )
        parser.add_argument("--source", default="", help="nguồn của bản đồ, ghi cùng ranh giới")

    def handle(self, *args: object, **options: object) -> None:
        file, now = Path(str(options["file"])), clock.now()
        try:
            if file.stat().st_size > MOST_OCTETS:
                raise CommandError("Tệp quá lớn: tối đa 50 MB.")
            data = json.loads(file.read_text())
            source = str(options["source"] or file.name)
            found = import_outlines(
                data=data, day=options["day"] or now.date(), source=source, by=SYSTEM, now=now
            )
        except (OSError, ValueError, NotTopoJson) as error:
            raise CommandError(f"Không đọc được {file.name}: {in_words(error)}") from error
        self.stdout.write(f"Đã nạp ranh giới của {found.outlines} xã.")
        if found.unmatched:
            self.stdout.write(
                f"Không khớp tên xã nào ({len(found.unmatched)}): {', '.join(found.unmatched[:20])}"
            )
