import zlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.people.passwords.breached_list import make_list, shortest


class Command(BaseCommand):
    help = (
        "Nạp danh sách mật khẩu đã lộ (mỗi dòng một mật khẩu, nhận cả .gz) vào thư mục trạng thái;"
        " mật khẩu mới nằm trong đó bị từ chối. Không có gì rời khỏi máy này"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("lists", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, lists: list[Path], **options: Any) -> None:
        into = Path(settings.BREACHED_PASSWORDS or settings.STATE / "breached-passwords")
        try:
            count = make_list(lists, into)
        except (OSError, EOFError, zlib.error) as error:
            raise CommandError(
                f"không đọc được danh sách ({type(error).__name__}); danh sách cũ giữ nguyên"
            ) from error
        self.stdout.write(f"Đã nạp {count} mã của mật khẩu dài từ {shortest()} ký tự. Khởi động lại để dùng.")
