"""Khám một gói dữ liệu tỉnh: mỗi chỗ sai được chỉ bằng tệp, dòng và cột; không ghi gì."""

import argparse
from pathlib import Path

from tinhso.config.commands.new_pack import SHIPPED
from tinhso.lib.bilingual import say
from tinhso.lib.packs.check import PackFault, check_pack
from tinhso.lib.packs.columns import pack_files
from tinhso.lib.province_pack import rule_kinds

MOST_SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục của gói")


def run(arguments: argparse.Namespace) -> int:
    faults, folder, files = faults_of(arguments.folder), arguments.folder, len(pack_files())
    for fault in faults[:MOST_SHOWN]:
        print(fault.spoken())
    if (more := len(faults) - MOST_SHOWN) > 0:
        print(say(f"… và {more} chỗ nữa", f"… and {more} more"))
    if faults:
        print(
            say(f"{len(faults)} chỗ sai: chưa nạp được.", f"{len(faults)} faults: it cannot be loaded yet.")
        )
        return 1
    print(
        say(
            f"Gói {folder} nạp được: không thấy chỗ sai trong {files} tệp.",
            f"The pack {folder} can be loaded: no fault in {files} files.",
        )
    )
    return 0


def faults_of(folder: Path) -> list[PackFault]:
    """Everything that is wrong with a pack, by the rules of law that this program reads."""
    return check_pack(folder, rules=rule_kinds(SHIPPED))
