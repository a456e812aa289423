"""Tra lỗ hổng đã công bố của mọi thư viện đang cài, hoặc của một tệp ghim phiên bản.

Cần Internet. Không tra được thì nói "không tra được" và trả về 2, không bao giờ báo là không có. Trả về 1 khi có lỗ hổng.
Máy chủ không có Internet: chạy trên máy khác với --pins requirements.txt của gói cài đặt. Không tra PostgreSQL và hệ điều hành.
"""

import argparse
import json
import os
from pathlib import Path

from tinhso.config.advisories import DATABASE, Hole, NotLooked, asking, holes_of, installed, pinned
from tinhso.config.refusal import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pins", type=Path, metavar="FILE", help="tra tệp requirements.txt này thay cho máy này"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả cho máy đọc")


def run(arguments: argparse.Namespace) -> int:
    address = os.environ.get("TINHSO_ADVISORIES") or DATABASE
    try:
        libraries = pinned(arguments.pins) if arguments.pins else installed()
        holes = holes_of(libraries, asking(address))
    except OSError as error:
        raise Refusal(f"không tra được: không đọc được {arguments.pins} ({error.strerror})") from error
    except NotLooked as error:
        raise Refusal(f"không tra được: {error}. Chưa biết thư viện có lỗ hổng hay không") from error
    told = as_json(libraries, holes, address) if arguments.json else in_words(libraries, holes, address)
    print(told)
    return 1 if holes else 0


def in_words(libraries: dict[str, str], holes: list[Hole], address: str) -> str:
    lines = [f"LỖI     {hole.library} {hole.version}: {hole.advisory}" for hole in holes]
    sum_up = f"Đã tra {len(libraries)} thư viện tại {address}: {len(holes)} cảnh báo."
    return "\n".join([*lines, sum_up])


def as_json(libraries: dict[str, str], holes: list[Hole], address: str) -> str:
    told = {"database": address, "libraries": len(libraries), "holes": [hole.__dict__ for hole in holes]}
    return json.dumps(told, ensure_ascii=False, indent=1)
