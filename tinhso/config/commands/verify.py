"""Kiểm tra chuỗi niêm phong: tính lại từ từng sự kiện, chỉ rõ dòng nào sai. Trả về 1 khi có sai."""

import argparse
import re
import sys
from typing import TYPE_CHECKING

from tinhso.config.archive import Progress
from tinhso.config.database import database, open_django
from tinhso.config.refusal import Refusal

if TYPE_CHECKING:
    from tinhso.kernel.events.public import Verdict

HASH = re.compile(r"[0-9a-f]{64}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="MÃ_BĂM",
        help="đầu chuỗi đã ghi lại ở nơi khác, phải còn trong chuỗi (dùng được nhiều lần)",
    )


def run(arguments: argparse.Namespace) -> int:
    heads = [hash_of(words) for words in arguments.head]
    with database():
        open_django()
        found = log_of_events(heads)
    print("\n".join([*found.lines, *summary(found)]))
    return 0 if found.ok else 1


def hash_of(words: str) -> str:
    """A hash as somebody typed it from paper: spaces between and capital letters are no fault. Refusal."""
    plain = "".join(words.split()).lower()
    if not HASH.fullmatch(plain):
        raise Refusal(f"--head {words}: mã băm có 64 chữ số hệ 16 (0-9, a-f)")
    return plain


def log_of_events(heads: list[str]) -> "Verdict":
    from tinhso.kernel.events.public import verify

    progress = Progress(lambda line: print(line, file=sys.stderr, flush=True))
    return verify(
        known_heads=heads,
        progress=lambda checked: progress.tell(f"Đã kiểm tra {checked:,} dòng…".replace(",", ".")),
    )


def summary(found: "Verdict") -> list[str]:
    verdict = "Không có sai sót" if found.ok else f"{len(found.lines)} điểm sai"
    return [
        f"{verdict}: {found.checked} dòng đã kiểm tra, {found.waiting} dòng mới chờ niêm phong.",
        f"Đầu chuỗi sự kiện: {found.head}",
        f"Đầu chuỗi lượt xem: {found.access_head}",
    ]
