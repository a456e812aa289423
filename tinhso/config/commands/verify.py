"""Kiểm tra chuỗi niêm phong và đối chiếu hồ sơ với sự kiện: tính lại từng dòng, chỉ rõ dòng nào sai. Trả về 1 khi có sai."""

import argparse
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tinhso.config.archive import Progress
from tinhso.config.database import database, open_django
from tinhso.config.refusal import Refusal

if TYPE_CHECKING:
    from tinhso.kernel.events.public import Held, Verdict

HASH = re.compile(r"[0-9a-f]{64}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="MÃ_BĂM",
        help="đầu chuỗi đã ghi lại ở nơi khác, phải còn trong chuỗi (dùng được nhiều lần)",
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="chỉ đối chiếu với sự kiện những hồ sơ, việc đã thay đổi từ lần đối chiếu trước (vài giây)",
    )
    parser.add_argument(
        "--files", action="store_true", help="đọc lại cả nội dung từng tệp và so với mã băm lúc lưu (lâu)"
    )


def run(arguments: argparse.Namespace) -> int:
    heads = [hash_of(words) for words in arguments.head]
    with database():
        open_django()
        found = None if arguments.changed and not heads else log_of_events(heads)
        compared = list(comparisons_of(changed=arguments.changed, files=arguments.files))
    if found:
        print("\n".join([*found.lines, *summary(found)]))
    for words, held in compared:
        print("\n".join([*held.lines, words]))
    return 0 if (found is None or found.ok) and not any(held.lines for _, held in compared) else 1


def comparisons_of(*, changed: bool, files: bool) -> Iterator[tuple[str, "Held"]]:
    """Rows, and if asked files, held against the log: a line in words, and what was found."""
    from tinhso.kernel.events.public import comparisons

    for one in comparisons(slow=files):
        progress = Progress(lambda line: print(line, file=sys.stderr, flush=True))
        told = f"Đã đối chiếu %s {one.word}…"
        compare = one.changed if changed else one.whole
        held = compare(lambda n, t=told, p=progress: p.tell(t % f"{n:,}".replace(",", ".")))  # type: ignore[misc]
        verdict = f"{len(held.lines)} điểm sai" if held.lines else "Không có sai sót"
        unknown = (
            f", {held.uncheckable} không đối chiếu được vì sự kiện cũ thiếu giá trị"
            if held.uncheckable
            else ""
        )
        yield f"{verdict}: {held.checked} {one.word} đã đối chiếu với sự kiện{unknown}.", held


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
