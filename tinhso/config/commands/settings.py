"""Liệt kê mọi cài đặt: tên biến môi trường, ý nghĩa, giá trị ở đây. Giá trị bí mật không bao giờ được in ra."""

import argparse
import json

from tinhso.config.environment import environment
from tinhso.lib.environment import Environment, Setting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả cho máy đọc")


def run(arguments: argparse.Namespace) -> int:
    given = environment()
    asked = [setting for setting in given.settings.values() if not setting.inner]
    if arguments.json:
        print(json.dumps([as_row(given, one) for one in asked], ensure_ascii=False, indent=1))
    else:
        print("\n".join(line(given, one) for one in asked))
        print("".join(f"\n{name}: không phải cài đặt nào" for name in given.unknown()))
    return 0


def line(given: Environment, setting: Setting) -> str:
    shown = given.printable(setting.name)
    default = f", mặc định {setting.default}" if setting.default else ""
    return f"{setting.name}: {setting.meaning}\n    {shown or f'chưa đặt{default}'}"


def as_row(given: Environment, setting: Setting) -> dict[str, object]:
    return {
        "name": setting.name,
        "meaning": setting.meaning,
        "default": setting.default,
        "secret": setting.secret,
        "value": given.printable(setting.name),
    }
