"""The manual page `tinhso(1)`, from the commands' own parsers and the declared settings: `tinhso manual > tinhso.1`."""

import argparse

from tinhso.config.command_line.argument_parser import USAGE
from tinhso.config.environment import declared
from tinhso.config.parsers import Described, described, options_of

HEAD = """.TH TINHSO 1 "" "Tỉnh Số" "Lệnh quản trị"
.SH TÊN
tinhso \\- chính quyền số của một tỉnh
.SH CÁCH DÙNG
.B tinhso
.I LỆNH
[tùy chọn]
"""
CODES = (
    ("0", "xong"),
    ("1", "có sai sót, hoặc một công cụ báo hỏng"),
    ("2", "dùng sai, cài đặt sai, hoặc máy này còn thiếu điều kiện"),
    ("3", "cơ sở dữ liệu chưa đúng phiên bản của chương trình"),
    ("4", "nơi phục hồi không trống"),
    ("130", "bị ngắt"),
    ("141", "nơi đọc kết quả đã đóng"),
)


def manual() -> str:
    parts = [HEAD, ".SH LỆNH\n", *(_command(one) for one in described())]
    parts.append(".SH MÃ TRẢ VỀ\n")
    parts += [f".TP\n.B {code}\n{_plain(words)}\n" for code, words in CODES]
    parts.append(".SH BIẾN MÔI TRƯỜNG\n")
    parts += [f".TP\n.B {_plain(one.name)}\n{_plain(one.meaning)}\n" for one in declared() if not one.inner]
    return "".join(parts)


def _command(one: Described) -> str:
    usage = (
        " ".join(one.parser.format_usage().split()).removeprefix(USAGE.strip()).removeprefix("usage:").strip()
    )
    about = [line.strip() for line in (one.parser.description or one.meaning).splitlines()]
    lines = [
        f".SS {_plain(one.name)}",
        f".B {_plain(usage)}",
        ".PP",
        *(_plain(line) or ".PP" for line in about),
    ]
    for option in options_of(one.parser):
        lines += [
            ".TP",
            f".B {_plain(_shape(option))}",
            _plain((option.help or "").replace("%%", "%")) or "\\&",
        ]
    return "\n".join(lines) + "\n"


def _shape(option: argparse.Action) -> str:
    value = "" if option.nargs == 0 else option.metavar or option.dest.upper()
    return " ".join(filter(None, (", ".join(option.option_strings), str(value))))


def _plain(text: str) -> str:
    """A line of text as troff reads it: nothing in it is a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped
