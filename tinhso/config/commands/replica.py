"""Giữ một bản dự phòng của PostgreSQL riêng trong thư mục THƯ_MỤC; chạy cho đến khi bị dừng (Ctrl-C, SIGTERM).

Đồng bộ: việc ghi nào được xác nhận cũng đã nằm trên cả hai đĩa; máy chủ chính chờ khi bản dự phòng mất. Dừng lệnh này
đúng cách thì máy chủ chính thôi chờ. Khi máy chủ chính hỏng: tinhso promote --state THƯ_MỤC.
"""

import argparse
import os
import shutil
import signal
import threading
from pathlib import Path

from tinhso.config.command_line.speech import print_line, spoken
from tinhso.config.database import state
from tinhso.config.refusal import NOT_EMPTY, Refusal
from tinhso.lib.postgres import standby as postgres_standby
from tinhso.lib.postgres.server import NoPostgres, Server

# What the follower must share to serve the same people.
SEPARATE = (
    *(
        "secret-key",
        "secret-key-before",
        "seed-key",
        "seed-key-before",
        "exchange-key",
        "exchange-key-before",
        "exchange-client-key",
        "exchange-client-key-before",
        "exchange-subject-key",
        "push-key",
        "demo.json",
    ),
    *("seal-key", "seal-key-before", "seal-heads"),
)
MADE_ALREADY = ("static", "fonts", "prepared")  # so that `up` opens at once after a promotion
LOOK_AFTER_SECONDS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục trạng thái của bản dự phòng")
    parser.add_argument(
        "--asynchronous",
        action="store_true",
        help="không bắt máy chủ chính chờ; việc vừa xác nhận có thể mất khi nó hỏng",
    )


def run(arguments: argparse.Namespace) -> int:
    folder = arguments.folder.absolute()
    first, follower = servers(folder)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    if not postgres_standby.is_standby(folder):
        copy(first, follower, folder)
    follower.start()
    try:
        follow(first, follower, folder, stopping, synchronous=not arguments.asynchronous)
    finally:
        follower.stop()
    return 0


def servers(folder: Path) -> tuple[Server, Server]:
    """Both, before anything is touched. Refusal."""
    if os.environ.get("DATABASE_URL"):
        raise Refusal(
            "DATABASE_URL trỏ tới một máy chủ riêng: lập bản dự phòng bằng công cụ của máy chủ đó (docs/operations.md)",
            english="DATABASE_URL is a server of its own: make its follower with that server's tools (docs/operations.md)",
        )
    if folder == state():
        raise Refusal(
            "bản dự phòng phải nằm ở thư mục khác với thư mục đang chạy",
            english="the follower must lie in another folder than the one that runs",
        )
    if not (Server(state() / "postgres").data).exists():
        raise Refusal(
            f"{state()} chưa có cơ sở dữ liệu nào để theo: chạy tinhso up trước",
            english=f"{state()} has no database to follow yet: run tinhso up first",
        )
    if postgres_standby.is_standby(state()):
        raise Refusal(
            f"{state()} là bản dự phòng; bản dự phòng của bản dự phòng không có ở đây",
            english=f"{state()} is a follower; there are no followers of followers here",
        )
    follower = Server(folder / "postgres")
    if follower.data.exists() and not postgres_standby.is_standby(folder):
        raise Refusal(
            f"{folder} đã có cơ sở dữ liệu của nó: chọn thư mục trống",
            NOT_EMPTY,
            english=f"{folder} has a database of its own: choose an empty folder",
        )
    return Server(state() / "postgres"), follower


def copy(first: Server, follower: Server, folder: Path) -> None:
    print_line(f"Chép máy chủ chính vào {folder}…", f"Copying the first server into {folder}…")
    first.start()
    try:
        postgres_standby.make(first, follower)
    finally:
        first.stop()
    for name in MADE_ALREADY:
        made = state() / name
        if made.is_dir():
            shutil.copytree(made, folder / name, dirs_exist_ok=True)
        elif made.exists():
            shutil.copy2(made, folder / name)


def follow(
    first: Server, follower: Server, folder: Path, stopping: threading.Event, *, synchronous: bool
) -> None:
    """Until told to stop: the follower lives, and the first one waits for it whenever it is there to be waited for."""
    bound = False
    share(folder)
    while not stopping.is_set() and postgres_standby.follows(follower):
        follower.look_after()
        share(folder)
        if synchronous and not bound and postgres_standby.answers(follower, str(first.socket)):
            bound = bind(first)
        stopping.wait(LOOK_AFTER_SECONDS)
    if bound and stopping.is_set() and postgres_standby.answers(follower, str(first.socket)):
        postgres_standby.be_synchronous(first, on=False)
        print_line(
            "Máy chủ chính không còn chờ bản dự phòng này.",
            "The first server no longer waits for this follower.",
        )


def share(folder: Path) -> None:
    """Keys as they are now: one that was turned since is turned there too. What cannot be read here stays there."""
    for name in SEPARATE:
        ours, theirs = state() / name, folder / name
        try:
            data = ours.read_bytes()
        except OSError:
            continue
        if theirs.exists() and theirs.read_bytes() == data:
            continue
        draft = theirs.with_suffix(".new")
        shutil.copy2(ours, draft)
        draft.replace(theirs)


def bind(first: Server) -> bool:
    try:
        postgres_standby.wait_until_it_follows(first)
        postgres_standby.be_synchronous(first, on=True)
    except NoPostgres as error:
        print(f"tinhso: {spoken(error)}", flush=True)
        return False
    print_line(
        "Bản dự phòng đồng bộ đang theo máy chủ chính.", "The synchronous follower follows the first server."
    )
    return True
