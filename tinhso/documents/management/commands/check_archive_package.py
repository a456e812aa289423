from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.lib.archive.check_package import NoPackage, check_package


class Command(BaseCommand):
    help = (
        "Kiểm một gói nộp lưu trữ lịch sử (E-ARK, ZIP): đủ tệp, đúng cỡ, đúng tổng kiểm ghi trong METS, không thừa tệp. "
        "Mã trả về 1 khi có điều sai."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("package", help="tệp .zip của gói")

    def handle(self, *args: Any, package: str, **options: Any) -> None:
        try:
            with Path(package).open("rb") as file:
                found = check_package(file)
        except (OSError, NoPackage) as error:
            words = str(error) if isinstance(error, NoPackage) else f"Không đọc được {package} từ đĩa."
            raise CommandError(words) from error
        self.stdout.write(f"{found.code}: {found.files} tệp ghi trong METS")
        for one in found.problems:
            self.stdout.write(one)
        if found.problems:
            raise CommandError(f"{len(found.problems)} điều sai.")
        self.stdout.write("Đủ và đúng.")
