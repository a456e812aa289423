"""Thay khóa nằm trong thư mục trạng thái bằng khóa mới; khóa cũ vẫn mở được những gì nó đã ký hoặc mã hóa, tới khi --forget.

Lịch thay ở tinhso/config/own/keys.csv; tinhso check nhắc khi tới hạn. Khóa đặt bằng biến môi trường thì thay ở đó.
"""

import argparse
import os

from tinhso.config.database import state
from tinhso.config.own.keys import Key, keys
from tinhso.config.refusal import Refusal
from tinhso.config.secret_key import forget_before, turn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", choices=[one.key for one in keys()])
    parser.add_argument("--forget", action="store_true", help="bỏ các khóa cũ")


def run(arguments: argparse.Namespace) -> int:
    key = next(one for one in keys() if one.key == arguments.key)
    if os.environ.get(key.variable):
        raise Refusal(f"khóa này đặt bằng {key.variable}: đặt khóa mới ở đó, khóa cũ ở biến …S_BEFORE")
    if arguments.forget:
        print(f"Đã bỏ {forget_before(state(), key.key)} khóa cũ. Khởi động lại.")
        return 0
    return turned(key)


def turned(key: Key) -> int:
    try:
        turn(state(), key.key)
    except FileNotFoundError as error:
        raise Refusal(f"chưa có khóa {key.key} trong {state()}") from error
    print(f"Đã thay {key.key}. Việc tiếp theo: {key.afterwards}.")
    return 0
