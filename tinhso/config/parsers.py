"""The commands of `tinhso`: what each is for, and the parser of its words. Help, shell completion and the manual read these."""

import argparse
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from tinhso.config.command_line.argument_parser import ArgumentParser

COMMANDS = {
    "setup": "cài đặt một tỉnh: hỏi, ghi các tệp, nâng cơ sở dữ liệu, nạp gói và danh mục",
    "up": "chạy hệ thống: cơ sở dữ liệu, máy chủ web, hai tiến trình xử lý nền",
    "demo": "mở bản trình diễn với dữ liệu mô phỏng",
    "worker": "chạy một tiến trình xử lý nền: fast hoặc slow",
    "prepare": "nâng cơ sở dữ liệu và tệp tĩnh lên phiên bản của chương trình",
    "exchange-plane": "chạy nơi chuyển tiếp lời gọi giữa các hệ thống, không cần cơ sở dữ liệu",
    "verify": "kiểm tra chuỗi niêm phong của mọi sự kiện",
    "backup": "sao lưu cơ sở dữ liệu và kho tệp vào một tệp",
    "restore": "phục hồi bản sao lưu vào một cơ sở dữ liệu trống",
    "move-files": "chuyển kho tệp vào hoặc ra khỏi một kho S3",
    "export": "xuất toàn bộ dữ liệu của tỉnh ở dạng mở",
    "replica": "giữ một bản dự phòng đồng bộ của PostgreSQL riêng",
    "promote": "đưa bản dự phòng lên khi máy chủ chính hỏng",
    "upgrade": "nâng lên phiên bản mới từ gói cài đặt, tự trở về phiên bản cũ khi hỏng",
    "bundle": "gói cài đặt cho phòng máy không có Internet",
    "dossier": "hồ sơ cấp độ an toàn và hồ sơ dữ liệu cá nhân của chính hệ thống",
    "turn_key": "thay khóa của hệ thống bằng khóa mới, khóa cũ còn mở được tới khi bỏ",
    "audit": "tra lỗ hổng đã công bố của các thư viện; không tra được thì nói không tra được",
    "jobs": "việc nền đã bỏ: liệt kê, cho chạy lại, bỏ hẳn",
    "settings": "mọi cài đặt: ý nghĩa, giá trị ở đây; bí mật không in ra",
    "metrics": "số đo vận hành ở dạng Prometheus, như trang /metrics",
    "completion": "tự điền lệnh và tùy chọn cho bash, zsh",
    "manual": "trang hướng dẫn (man) của mọi lệnh",
    "version": "phiên bản của chương trình",
    "new-pack": "tạo gói dữ liệu cho một tỉnh mới, có bảng giải thích từng cột",
    "check-pack": "khám một gói dữ liệu tỉnh: chỗ sai theo tệp, dòng, cột",
    "check": "khám hệ thống: cơ sở dữ liệu, quyền, tiến trình nền, đĩa, cài đặt",
}
WITHOUT_WORDS = {"version", "manual"}


class Described(NamedTuple):
    """A command with its parser, from which its options are read."""

    name: str
    meaning: str
    parser: argparse.ArgumentParser


def parser_of(name: str) -> tuple[Any, argparse.ArgumentParser]:
    """The module of one of the commands, and the parser of its words."""
    module = import_module(f"tinhso.config.commands.{name.replace('-', '_')}")
    parser = ArgumentParser(f"tinhso {name}", module.__doc__)
    module.add_arguments(parser)
    return module, parser


def described() -> Iterator[Described]:
    """All of them, in the order of the help."""
    for name, meaning in COMMANDS.items():
        empty = argparse.ArgumentParser(prog=f"tinhso {name}", add_help=False)
        yield Described(name, meaning, empty if name in WITHOUT_WORDS else parser_of(name)[1])


def options_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Its options that help shows."""
    return [one for one in parser._actions if one.option_strings and one.help != argparse.SUPPRESS]


def values_of(parser: argparse.ArgumentParser) -> list[str]:
    """Words that may stand without an option, where these are few and known."""
    plain = [one for one in parser._actions if not one.option_strings and one.choices]
    return [str(value) for one in plain for value in one.choices or ()]
