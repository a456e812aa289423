"""Thay khóa nằm trong thư mục trạng thái bằng khóa mới; khóa cũ vẫn mở được những gì nó đã ký hoặc mã hóa, tới khi --forget.

Lịch thay ở tinhso/config/compliance/keys.csv; tinhso check nhắc khi tới hạn. Khóa đặt bằng biến môi trường thì thay ở đó.
"""

import argparse
import os

from tinhso.config.command_line.speech import print_line
from tinhso.config.compliance.keys import Key, keys
from tinhso.config.database import as_owner, database, open_django, state
from tinhso.config.keys.secret_key import SEAL_KEY, forget_before, turn
from tinhso.config.refusal import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", choices=[one.key for one in keys()])
    parser.add_argument("--forget", action="store_true", help="bỏ các khóa cũ")
    parser.add_argument(
        "--lost", action="store_true", help="chỉ với seal-key: khóa cũ đã mất, việc ấy được ghi thành sự kiện"
    )


def run(arguments: argparse.Namespace) -> int:
    key = next(one for one in keys() if one.key == arguments.key)
    if key.key == SEAL_KEY and not arguments.forget:
        return seal_key_turned(lost=arguments.lost)
    if arguments.lost:
        raise Refusal("--lost chỉ dùng với seal-key", english="--lost is for seal-key alone")
    if os.environ.get(key.variable):
        raise Refusal(
            f"khóa này đặt bằng {key.variable}: đặt khóa mới ở đó, khóa cũ ở biến …S_BEFORE",
            english=f"this key is given by {key.variable}: put the new one there, the old one into …S_BEFORE",
        )
    if arguments.forget:
        count = forget_before(state(), key.key)
        print_line(f"Đã bỏ {count} khóa cũ. Khởi động lại.", f"{count} old keys forgotten. Start it anew.")
        return 0
    return turned(key)


def turned(key: Key) -> int:
    try:
        turn(state(), key.key)
    except FileNotFoundError as error:
        raise Refusal(
            f"chưa có khóa {key.key} trong {state()}", english=f"there is no key {key.key} in {state()} yet"
        ) from error
    print(f"Đã thay {key.key}. Việc tiếp theo: {key.afterwards}.")
    return 0


def seal_key_turned(*, lost: bool) -> int:
    """The old key vouches for the new one in the database, so this one needs it."""
    with database():
        os.environ.update(as_owner())
        open_django()
        # the rooms can be read only once the command has opened Django
        from tinhso.config.keys import seal_key

        result = seal_key.turned(lost=lost)
    print_line(
        f"Đã thay {SEAL_KEY}. Vân tay khóa mới, ghi lại ở nơi khác: {result}",
        f"{SEAL_KEY} turned. The new fingerprint, write it down elsewhere: {result}",
    )
    return 0
