"""Nâng cơ sở dữ liệu và tệp tĩnh lên phiên bản của chương trình (up và demo tự làm việc này).

Chạy bằng vai trò sở hữu (TINHSO_OWNER_URL). Chạy lại bao nhiêu lần cũng được.
"""

import argparse
import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import connection

from tinhso.config.command_line.failures import not_at_version
from tinhso.config.command_line.speech import print_line
from tinhso.config.database import (
    ROOT,
    as_owner,
    database,
    open_django,
    private_folders,
    refuse_unfinished,
    state,
)
from tinhso.config.health import newer_migrations, pending_migrations
from tinhso.config.messages import compile_messages
from tinhso.config.quick_migrations import quick_migrations
from tinhso.config.refusal import NOT_READY, Refusal
from tinhso.config.sealing import seal_what_is_open
from tinhso.lib.bilingual import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="chỉ in khi có lỗi")
    parser.add_argument("--check", action="store_true", help="chỉ xem đã sẵn sàng chưa, không đổi gì")
    parser.add_argument(
        "--files",
        action="store_true",
        help="chỉ làm tệp của máy này (tệp tĩnh, phông chữ), không đụng cơ sở dữ liệu",
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.files:
        prepare_files()
        return 0
    with database():
        os.environ.update(as_owner(), TINHSO_STATIC_COLLECTED="1")
        open_django()
        if arguments.check:
            refuse_faults()
            refuse_pending()
            return 0
        prepare_all(quiet=arguments.quiet)
        seal_what_is_open()
    return 0


def prepare_files() -> None:
    """What lies in this machine's state folder and in no database: a web node that has no owner's address serves with it."""
    os.environ["TINHSO_STATIC_COLLECTED"] = "1"
    open_django()
    private_folders()
    compile_where_allowed()
    build_assets()


def prepare_all(*, quiet: bool, migrated: Callable[[], None] | None = None) -> None:
    """`migrated` is called once the tables are this program's and before anything is recorded in them.

    A restore begins its epoch there: what was recorded before would lie behind the last seal, as if slipped in.
    """
    # the rooms can be read only once the command has opened Django
    from tinhso.casework.public import note_rows_of_older_programs
    from tinhso.config.keys.seal_key import at_set_up
    from tinhso.kernel.notices.public import make_push_key
    from tinhso.kernel.site import clock

    refuse_faults()
    refuse_newer()
    progress = (lambda vietnamese, english: None) if quiet else print_line
    private_folders()
    make_push_key()
    progress("Biên dịch bản dịch giao diện…", "Compiling the translations…")
    compile_where_allowed()
    progress(
        "Nâng cơ sở dữ liệu; cắt phông chữ, gom tệp tĩnh…",
        "Migrating the database; cutting fonts, collecting static files…",
    )
    with beside(build_assets), quick_migrations():
        call_command("migrate", verbosity=0 if quiet else 1, interactive=False)
    if migrated:
        migrated()
    note_rows_of_older_programs(now=clock.now())
    for word in ("reseal_seeds", *(LEGAL if has_a_legal_clock() else ())):
        call_command(word, verbosity=0 if quiet else 1)
    if problem := at_set_up():
        print(f"tinhso: CHÚ Ý: {problem}", file=sys.stderr, flush=True)
    progress("Đã sẵn sàng.", "Ready.")


def compile_where_allowed() -> None:
    """Beside the program, which the account that serves need not be able to write: root's `tinhso setup` does it there,
    and pages are whole in Vietnamese without."""
    try:
        compile_messages()
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        words = say(
            "bản tiếng Anh của các trang chưa được làm mới, vì tài khoản này không ghi được vào chương trình: chạy lại tinhso setup bằng root",
            "the English of the pages is not renewed, for this account cannot write into the program: run tinhso setup again as root",
        )
        print(f"tinhso: {words}", file=sys.stderr, flush=True)


@contextmanager
def beside(deed: Callable[[], None]) -> Iterator[None]:
    """The deed in a process of its own meanwhile: it asks no database, so a fork shares no connection.

    Raises:
        Refusal: it failed; its own process has said why.
    """
    connection.close()
    process = get_context("fork").Process(target=deed)
    process.start()
    try:
        yield
    finally:
        process.join()
    if process.exitcode:
        raise Refusal(
            "không cắt được phông chữ hoặc không gom được tệp tĩnh (xem dòng lỗi ở trên)",
            1,
            english="fonts could not be cut or static files not collected (see the line above)",
        )


def build_assets() -> None:
    with Path(os.devnull).open("w") as nowhere:
        call_command("build_fonts", stdout=nowhere)
    collect_static()


def refuse_faults() -> None:
    """A program that names what nobody declares is not put to work.

    Raises:
        Refusal: a system check found an error, such as a mistyped code of a measure.
    """
    if wrong := [message.msg for message in run_checks() if message.level >= ERROR]:
        raise Refusal(
            "chương trình có lỗi, chưa chạy được: " + "; ".join(wrong),
            english="the program is at fault and does not run: " + "; ".join(wrong),
        )


LEGAL = ("load_indicators", "load_data_sets", "load_open_data")
"""What records when it was defined, in legal time."""


def has_a_legal_clock() -> bool:
    """A demo gets its clock with its data, and loads these itself then: else the real day would stand in its figures."""
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.site import clock

    return not settings.DEMO or clock.row() is not None


UNSERVED = ["django_htmx", "leaflet-src*"]
"""What libraries bring and no page names: nine tenths of what would be compressed."""


def collect_static() -> None:
    """Collect, hash and compress, unless nothing has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = digest_of_sources()
    if stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNSERVED)
    stamp.write_text(now)


def digest_of_sources() -> str:
    """Name, size and time of every static file that the finders know, as one hash."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            fact = Path(storage.path(path)).stat()
            seen.update(f"{path}\0{fact.st_size}\0{fact.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def prepare_in_a_process(*, own_process: bool) -> None:
    """For `up` and `demo`: the owner's password stays out of the processes that serve.

    Our own PostgreSQL (`own`) lives and goes with the state folder, so a stamp there tells that nothing is to be done.
    """
    refuse_unfinished()
    if not os.environ.get("TINHSO_OWNER_URL"):
        prepare_in_child("--check")
        prepare_in_child("--files")
        return
    stamp, now = prepared(), digest_of_program()
    if own_process and stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    prepare_in_child("--quiet")
    if own_process:
        stamp.write_text(now)


def prepare_in_child(word: str) -> None:
    done = subprocess.run([sys.executable, "-P", "-m", "tinhso", "prepare", word], check=False)
    if done.returncode:
        raise Refusal(
            "cơ sở dữ liệu chưa sẵn sàng (xem dòng lỗi ở trên)",
            done.returncode,
            english="the database is not ready (see the line above)",
        )


def prepared() -> Path:
    return state() / "prepared"


def digest_of_program() -> str:
    """Name, size and time of every file of ours, and the pins, as one hash: a few milliseconds."""
    seen = hashlib.sha256(f"{sys.version} {sys.prefix}".encode())
    for path in [ROOT / "requirements.txt", *sorted((ROOT / "tinhso").rglob("*"))]:
        if path.suffix in {".pyc", ".mo"} or not path.is_file():
            continue
        fact = path.stat()
        seen.update(f"{path}\0{fact.st_size}\0{fact.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def refuse_pending() -> None:
    refuse_newer()
    if pending_migrations():
        raise not_at_version()


def refuse_newer() -> None:
    """A former program would serve tables that it does not know. Raises: Refusal."""
    if newer := newer_migrations():
        raise Refusal(
            f"cơ sở dữ liệu của bản mới hơn ({newer[-1]}): chạy bằng bản ấy, hoặc tinhso upgrade --back",
            NOT_READY,
            english=f"the database is a newer program's ({newer[-1]}): run that one, or tinhso upgrade --back",
        )
