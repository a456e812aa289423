"""Tra lỗ hổng đã công bố của mọi thư viện đang cài, hoặc của một tệp ghim phiên bản.

Cần Internet. Không tra được thì nói "không tra được" và trả về 2, không bao giờ báo là không có. Trả về 1 khi có lỗ hổng.
Với --sbom FILE thì không tra, chỉ ghi danh mục thư viện đang cài theo CycloneDX 1.6; không cần Internet.
Máy chủ không có Internet: chạy trên máy khác với --pins requirements.txt của gói cài đặt. Không tra PostgreSQL và hệ điều hành.
"""

import argparse
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from tinhso.config.advisories import DATABASE, Hole, NotLooked, asking, holes_of, installed, pinned
from tinhso.config.refusal import Refusal
from tinhso.config.sbom import inventory
from tinhso.lib.system_errors import reason


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pins", type=Path, metavar="FILE", help="tra tệp requirements.txt này thay cho máy này"
    )
    parser.add_argument(
        "--sbom", type=Path, metavar="FILE", help="ghi danh mục thư viện (CycloneDX) vào tệp này"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả cho máy đọc")


def run(arguments: argparse.Namespace) -> int:
    if arguments.sbom:
        return write_inventory(arguments.sbom)
    address = os.environ.get("TINHSO_ADVISORIES") or DATABASE
    try:
        libraries = pinned(arguments.pins) if arguments.pins else installed()
        holes = holes_of(libraries, asking(address))
    except OSError as error:
        raise Refusal(
            f"không tra được: không đọc được {arguments.pins} ({reason(error)})",
            english=f"could not be looked up: {arguments.pins} cannot be read ({error.strerror})",
        ) from error
    except NotLooked as error:
        raise Refusal(
            f"không tra được: {error}. Chưa biết thư viện có lỗ hổng hay không",
            english=f"could not be looked up: {error}. Whether the libraries have holes is not known",
        ) from error
    output = as_json(libraries, holes, address) if arguments.json else in_words(libraries, holes, address)
    print(output)
    return 1 if holes else 0


def write_inventory(file: Path) -> int:
    made = inventory(datetime.now(UTC))
    try:
        file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise Refusal(
            f"không ghi được {file} ({reason(error)})", english=f"{file} cannot be written ({error.strerror})"
        ) from error
    print(f"Đã ghi {len(made['components'])} thư viện vào {file}.")
    return 0


def in_words(libraries: dict[str, str], holes: list[Hole], address: str) -> str:
    lines = [f"LỖI     {hole.library} {hole.version}: {hole.advisory}" for hole in holes]
    sum_up = f"Đã tra {len(libraries)} thư viện tại {address}: {len(holes)} cảnh báo."
    return "\n".join([*lines, sum_up])


def as_json(libraries: dict[str, str], holes: list[Hole], address: str) -> str:
    summary = {"database": address, "libraries": len(libraries), "holes": [hole.__dict__ for hole in holes]}
    return json.dumps(summary, ensure_ascii=False, indent=1)
