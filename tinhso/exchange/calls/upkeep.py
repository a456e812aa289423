"""Whether what the planes wrote comes into the table: what waits, what was set aside."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tinhso.kernel.site.operation import Finding, Sample
from tinhso.lib.exchange.plane.call_log import CLOSED, UNREADABLE

NAME = "lời gọi của nền tảng chia sẻ"
LATE = 600
"""Seconds after which a closed file that nobody has read says that the import stands still."""


def unreadable_lines() -> Iterator[Sample]:
    yield Sample(sum(_lines(path) for path in _files(UNREADABLE)))


def waiting_files() -> Iterator[Sample]:
    yield Sample(len(_files(CLOSED)))


def _files(suffix: str) -> list[Path]:
    return sorted((settings.EXCHANGE_FOLDER / "calls").glob(f"*{suffix}"))


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _line in file)


def import_goes_on() -> Iterator[Finding]:
    old = [path for path in _files(CLOSED) if time.time() - path.stat().st_mtime > LATE]
    if aside := _files(UNREADABLE):
        sentence = (
            f"{sum(map(_lines, aside))} dòng nhật ký lời gọi không nhập được, nằm riêng kèm lý do trong "
            f"{aside[0].name} và {len(aside) - 1} tệp khác của thư mục calls; xem rồi xóa tệp"
        )
        yield Finding(NAME, "wrong", sentence)
    if old:
        yield Finding(NAME, "wrong", f"{len(old)} tệp nhật ký lời gọi chờ nhập quá 10 phút; xem worker slow")
    if not aside and not old:
        yield Finding(NAME, "good", "không có dòng nào chờ lâu hoặc nằm riêng")
