"""Kiểm tra chuỗi niêm phong: tính lại từ từng sự kiện, chỉ rõ dòng nào sai. Trả về 1 khi có sai."""

import argparse
import sys
from typing import TYPE_CHECKING

from tinhso.config.archive import Progress
from tinhso.config.database import database, open_django

if TYPE_CHECKING:
    from tinhso.kernel.events.public import Verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(arguments: argparse.Namespace) -> int:
    with database():
        open_django()
        from tinhso.kernel.events.public import verify

        progress = Progress(lambda line: print(line, file=sys.stderr, flush=True))
        found = verify(
            progress=lambda checked: progress.tell(f"Đã kiểm tra {checked:,} dòng…".replace(",", "."))
        )
        print("\n".join([*found.lines, *summary(found)]))
    return 0 if found.ok else 1


def summary(found: "Verdict") -> list[str]:
    verdict = "Không có sai sót" if found.ok else f"{len(found.lines)} điểm sai"
    return [
        f"{verdict}: {found.checked} dòng đã kiểm tra, {found.waiting} dòng mới chờ niêm phong.",
        f"Đầu chuỗi sự kiện: {found.head}",
        f"Đầu chuỗi lượt xem: {found.access_head}",
    ]
