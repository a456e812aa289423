"""Tạo gói dữ liệu cho một tỉnh mới: điền sẵn điều giống nhau giữa các tỉnh, kèm bảng giải thích từng cột."""

import argparse
from datetime import date
from pathlib import Path

from tinhso.config.refusal import Refusal
from tinhso.lib.bilingual import say
from tinhso.lib.packs.template import TWO_LEVELS, NewPackRefused, NewProvince, write_pack

SHIPPED = Path(__file__).resolve().parents[1] / "packs/thanh_hoa"
"""The pack beside the program: rules of law, fields and departments of a new one are copied from it, never its places."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục chưa có hoặc trống")
    parser.add_argument("--name", required=True, help="tên có loại: “Tỉnh Bình Hòa”")
    parser.add_argument("--code", required=True, help="mã tỉnh của Tổng cục Thống kê")
    parser.add_argument("--ident", required=True, help="mã định danh theo QĐ 20/2020/QĐ-TTg, dạng H99")
    parser.add_argument(
        "--since", type=date.fromisoformat, default=TWO_LEVELS, help="ngày gói bắt đầu, mặc định 2025-07-01"
    )


def run(arguments: argparse.Namespace) -> int:
    province = NewProvince(arguments.name, arguments.code, arguments.ident, arguments.since)
    try:
        files = write_pack(arguments.folder, province, source=SHIPPED)
    except NewPackRefused as refused:
        raise Refusal(str(refused), english=refused.words.english) from refused
    folder, count = arguments.folder, len(files)
    print(
        say(
            f"Đã ghi {count} tệp vào {folder}. Đọc README.md ở đó, điền tiếp, rồi chạy:",
            f"{count} files written to {folder}. Read README.md there, fill in what is missing, then run:",
        )
    )
    print(f"  tinhso check-pack {arguments.folder}")
    return 0
