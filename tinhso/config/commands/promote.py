"""Đưa bản dự phòng lên làm máy chủ chính: cho phép ghi, niêm phong những gì còn ngỏ, mở kỷ nguyên niêm phong mới.

PostgreSQL riêng: --state là thư mục của tinhso replica. Máy chủ riêng: DATABASE_URL và TINHSO_OWNER_URL trỏ tới bản dự
phòng; quyền pg_promote, hoặc nâng nó trước bằng công cụ của máy chủ. Sau đó: tinhso verify, rồi tinhso up.
"""

import argparse
import os
from contextlib import ExitStack

from django.conf import settings
from django.db import DatabaseError, connection

from tinhso.config.command_line.speech import print_line
from tinhso.config.database import as_owner, database, open_django, state
from tinhso.config.refusal import Refusal
from tinhso.lib.postgres import standby as postgres_standby
from tinhso.lib.postgres.server import Server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--old-is-gone",
        action="store_true",
        help="máy chủ cũ còn trả lời nhưng đã bị cô lập: không ai ghi vào nó nữa",
    )


def run(arguments: argparse.Namespace) -> int:
    with ExitStack() as held:
        if not os.environ.get("DATABASE_URL"):
            held.callback(promote_own(arguments).stop)
        held.enter_context(database())
        os.environ.update(as_owner())
        open_django()
        if os.environ.get("TINHSO_OWNER_URL") and in_recovery():
            promote_server()
        print_line("Mở kỷ nguyên niêm phong mới…", "Beginning a new epoch of seals…")
        number, problem = new_epoch()
        missing = missing_files()
    print_line(
        f"Xong: kỷ nguyên {number}. Kiểm tra bằng tinhso verify, rồi mở bằng tinhso up.",
        f"Done: epoch {number}. Verify it by tinhso verify, then serve by tinhso up.",
    )
    if problem:
        print_line(f"CHÚ Ý: {problem}.", f"NOTE: its heads are not signed yet ({problem}).")
    if missing:
        print_line(
            f"CHÚ Ý: {missing} tệp mà cơ sở dữ liệu nhắc tới không có trong kho tệp của thư mục này.",
            f"NOTE: the store of this folder lacks {missing} files that the database names.",
        )
    return 0


def new_epoch() -> tuple[int, str]:
    """The number of the new epoch, and why its heads are not signed yet where that is so."""
    # the rooms can be read only once the command has opened Django
    from tinhso.config.keys.seal_key import take_up
    from tinhso.kernel.events.public import begin_epoch, current_key, give_up_heads

    give_up_heads(state())  # what the first one signed last may not have come over
    return begin_epoch(), take_up() if current_key() else ""


def promote_own(arguments: argparse.Namespace) -> Server:
    """The server of the state folder, running and writing; Refusal, StillRunning."""
    if not postgres_standby.is_standby(state()):
        raise Refusal(
            f"{state()} không phải bản dự phòng: lập nó bằng tinhso replica",
            english=f"{state()} is no follower: make one with tinhso replica",
        )
    server = Server(state() / "postgres")
    server.start()
    try:
        postgres_standby.promote(server, although_it_answers=arguments.old_is_gone)
    except BaseException:
        server.stop()
        raise
    return server


def in_recovery() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_is_in_recovery()")
        return bool(cursor.fetchone()[0])


def promote_server() -> None:
    """A server of its own that still follows: PostgreSQL promotes it where the role may; Refusal where not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select pg_promote(true, %s)", [postgres_standby.PROMOTE_SECONDS])
            done = cursor.fetchone()[0]
    except DatabaseError as error:
        raise Refusal(
            "vai trò này không được nâng máy chủ: nâng bằng công cụ của nó, rồi chạy lại lệnh này",
            english="this role may not promote the server: promote it with its own tools, then run this again",
        ) from error
    if not done:
        raise Refusal(
            f"máy chủ chưa lên được sau {postgres_standby.PROMOTE_SECONDS} giây: xem nhật ký của nó",
            1,
            english=f"the server did not come up within {postgres_standby.PROMOTE_SECONDS} seconds: see its log",
        )


def missing_files() -> int:
    """Of the files that rows name, how many this folder's store does not hold; with S3 nobody looks."""
    if settings.TINHSO_FILES_S3:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select distinct sha256 from files_storedfile")
        return sum(not (settings.MEDIA_ROOT / sha[:2] / sha).exists() for (sha,) in cursor.fetchall())
