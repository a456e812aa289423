"""Kiểm tra chuỗi niêm phong: tính lại từ từng sự kiện, chỉ rõ dòng nào sai. Trả về 1 khi có sai."""

import argparse

from tinhso.config.database import database, open_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(arguments: argparse.Namespace) -> int:
    with database():
        open_django()
        from tinhso.kernel.events.public import verify

        found = verify()
        print("\n".join(found.lines))
    return 0 if found.ok else 1
