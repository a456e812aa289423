"""Khám một gói dữ liệu tỉnh: mỗi chỗ sai được chỉ bằng tệp, dòng và cột; không ghi gì."""

import argparse
from pathlib import Path

from tinhso.config.commands.new_pack import SHIPPED
from tinhso.lib.packs.check import PackFault, check_pack
from tinhso.lib.packs.columns import pack_files
from tinhso.lib.province_pack import rule_keys

MOST_SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục của gói")


def run(arguments: argparse.Namespace) -> int:
    faults = faults_of(arguments.folder)
    for fault in faults[:MOST_SHOWN]:
        print(fault)
    if len(faults) > MOST_SHOWN:
        print(f"… và {len(faults) - MOST_SHOWN} chỗ nữa")
    if faults:
        print(f"{len(faults)} chỗ sai: chưa nạp được.")
        return 1
    print(f"Gói {arguments.folder} nạp được: không thấy chỗ sai trong {len(pack_files())} tệp.")
    return 0


def faults_of(folder: Path) -> list[PackFault]:
    """Everything that is wrong with a pack, by the rules of law that this program reads."""
    return check_pack(folder, rules=rule_keys(SHIPPED))
