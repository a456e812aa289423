from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.kernel.people.agencies.actions.load_pack import load_pack
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import count_tables
from tinhso.lib.province_pack import BadPack


class Command(BaseCommand):
    help = "Nạp gói dữ liệu của tỉnh: đơn vị hành chính, cơ quan, thẩm quyền, quy tắc pháp luật."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.PROVINCE_PACK)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            counts = load_pack(path, by=SYSTEM, now=clock.now())
        except BadPack as error:
            raise CommandError(str(error)) from error
        count_tables()
        for label, part in (
            ("Quy tắc", counts.rules),
            ("Đơn vị hành chính", counts.units),
            ("Cơ quan", counts.agencies),
        ):
            self.stdout.write(f"{label}: thêm {part.created}, sửa {part.changed}, giữ nguyên {part.same}")
