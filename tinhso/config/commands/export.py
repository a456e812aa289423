"""Xuất toàn bộ dữ liệu của tỉnh ra một thư mục, ở dạng mở: CSV có mô tả (Frictionless Data Package), tệp gốc, Parquet.

Thư mục phải chưa có hoặc trống; chỉ người chạy lệnh đọc được (0700). Có dữ liệu cá nhân: mã hóa trước khi chuyển đi.
Thiếu tệp nào mà cơ sở dữ liệu nhắc tới thì nói rõ và trả về 1.
"""

import argparse
import os
from pathlib import Path

from tinhso.config.command_line.speech import print_line
from tinhso.config.database import as_owner, database, open_django
from tinhso.config.refusal import NOT_EMPTY, Refusal
from tinhso.lib.system_errors import reason

MOST_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="thư mục để ghi vào")


def run(arguments: argparse.Namespace) -> int:
    folder = empty_folder(arguments.folder)
    with database():
        os.environ.update(as_owner())
        open_django()
        # the rooms can be read only once the command has opened Django
        from tinhso.config.leaving.write import write_export
        from tinhso.kernel.site.models import Instance

        if (instance := Instance.objects.first()) is None:
            raise Refusal(
                "chưa có gì để xuất: chưa nạp gói dữ liệu của tỉnh",
                english="nothing to export yet: no pack of a province was loaded",
            )
        missing = write_export(folder, instance.name, print_line)
    for name in missing[:MOST_SHOWN]:
        print_line(f"tinhso: THIẾU {name}", f"tinhso: MISSING {name}")
    if missing:
        print_line(
            f"tinhso: {len(missing)} tệp mà cơ sở dữ liệu nhắc tới không còn trong kho",
            f"tinhso: the store has lost {len(missing)} files that the database names",
        )
    print_line(
        f"Đã xuất ra {folder}; đọc {folder}/README.md trước.",
        f"Written to {folder}; read {folder}/README.md first.",
    )
    return 1 if missing else 0


def empty_folder(folder: Path) -> Path:
    """The folder, for its owner only.

    Raises:
        Refusal: it holds something, is no folder, or cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refusal(
                f"{folder} không trống: chọn thư mục mới",
                NOT_EMPTY,
                english=f"{folder} is not empty: choose a new folder",
            )
        folder.chmod(0o700)
    except OSError as error:
        raise Refusal(
            f"không ghi được vào {folder}: {reason(error)}",
            english=f"{folder} cannot be written: {error.strerror}",
        ) from error
    return folder
