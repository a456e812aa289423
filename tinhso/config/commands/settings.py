"""Liệt kê mọi cài đặt: tên biến môi trường, ý nghĩa, giới hạn, giá trị ở đây. Giá trị bí mật không bao giờ được in ra."""

import argparse
import json

from tinhso.config.environment import environment
from tinhso.lib.environment import Environment, Setting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả cho máy đọc")
    parser.add_argument("--table", action="store_true", help="in bảng của docs/operations.vi.md")


def run(arguments: argparse.Namespace) -> int:
    given = environment()
    asked = [setting for setting in given.settings.values() if not setting.inner]
    if arguments.table:
        print(table(asked))
    elif arguments.json:
        print(json.dumps([as_row(given, one) for one in asked], ensure_ascii=False, indent=1))
    else:
        print("\n".join(line(given, one) for one in asked))
        print("".join(f"\n{name}: không phải cài đặt nào" for name in given.unknown()))
    return 0


def line(given: Environment, setting: Setting) -> str:
    shown = given.printable(setting.name)
    default = f", mặc định {setting.default or setting.unset}" if setting.default or setting.unset else ""
    broken = " (SAI)" if any(str(one).startswith(f"{setting.name}:") for one in given.wrong()) else ""
    return (
        f"{setting.name}: {setting.meaning}\n    {shown or f'chưa đặt{default}'}{broken}"
        f"\n    cần {setting.form.words}"
    )


def as_row(given: Environment, setting: Setting) -> dict[str, object]:
    return {
        "name": setting.name,
        "meaning": setting.meaning,
        "default": setting.default,
        "limit": setting.form.words,
        "secret": setting.secret,
        "value": given.printable(setting.name),
    }


def table(asked: list[Setting]) -> str:
    """As the page has it, so that page and program cannot differ."""
    rows = ["| biến | ý nghĩa | mặc định | giới hạn |", "|---|---|---|---|"]
    for one in asked:
        default = f"`{one.default}`" if one.default else one.unset or "–"
        secret = " (bí mật)" if one.secret else ""
        rows.append(f"| `{one.name}` | {one.meaning}{secret} | {default} | {one.form.words} |")
    return "\n".join(rows)
