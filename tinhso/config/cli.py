"""The command `tinhso`: its own words first, Django's management commands after them.

Exit codes: 0 done · 1 found wrong or failed · 2 wrong words or surroundings · 3 the database is not at this
program's version · 4 the place to restore into is not empty · 130 interrupted · 141 whoever read its output has closed it.
"""

import os
import platform
import sys
import tomllib
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import django
import psycopg
from django.core.management import base, execute_from_command_line, find_commands
from django.db import Error as DjangoError

from tinhso.config.command_line.argument_parser import DjangosParser
from tinhso.config.command_line.speech import spoken
from tinhso.config.database import ROOT, as_owner, close_pools_at_exit, database, state
from tinhso.config.environment import environment, refuse_wrong_settings
from tinhso.config.manual import manual
from tinhso.config.parsers import COMMANDS, parser_of
from tinhso.config.refusal import WRONG, Refusal
from tinhso.config.sealing import seal_what_is_open
from tinhso.lib.environment import WrongSetting
from tinhso.lib.postgres.server import NoPostgres

AS_OWNER = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "flush", "loaddata"}
NO_DATABASE = {"help", "collectstatic", "findstatic", "startapp", "sqlmigrate"}
BRING_COMMANDS = (
    "django.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth.account",
    "procrastinate.contrib.django",
)
NO_SUPERUSER = Refusal(
    "ở đây không có siêu người dùng: người quản trị đầu tiên đến từ danh sách"
    " (tinhso import_accounts TỆP --administrators), người sau từ trang /quan-tri/ hoặc tinhso appoint",
    english="there is no superuser here: the first administrators come from a list"
    " (tinhso import_accounts FILE --administrators), others from the page /quan-tri/ or tinhso appoint",
)
PIPE_CLOSED = 141  # as a shell tells of a process that SIGPIPE ended


def main(argv: list[str] | None = None) -> int:
    words = sys.argv[1:] if argv is None else argv
    try:
        code = run(words)
        sys.stdout.flush()  # here, not when the process ends: a closed pipe is told here
    except BrokenPipeError:
        # whoever read has seen enough (`tinhso verify | head`); without this Python complains again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PIPE_CLOSED
    return code


def run(words: list[str]) -> int:
    try:
        if not words or words[0] in {"-h", "--help"}:
            return print_help()
        if words[0] in {"version", "--version"}:
            return print_version()
        if words[0] == "manual":
            print(manual(), end="")
            return 0
        if words[0] == "createsuperuser":
            raise NO_SUPERUSER
        if words[0] not in {"settings", "setup", "help", "completion"}:
            refuse_wrong_settings()
        return run_own(words[0], words[1:]) if words[0] in COMMANDS else run_django(words)
    except (Refusal, NoPostgres, WrongSetting) as refusal:
        return print_refusal(refusal)
    except BrokenPipeError:
        raise
    except (OSError, DjangoError, psycopg.Error) as error:
        # read only once something has failed: no command that works waits for it
        from tinhso.config.command_line.failures import refusal_of

        understood = refusal_of(error)
        if understood is None:
            raise
        code = print_refusal(understood)
        if environment().flag("TINHSO_DEBUG"):
            raise
        return code
    except KeyboardInterrupt:
        return 130


def print_refusal(refusal: Exception) -> int:
    """The sentence, in the language of whoever is at the keyboard; the exit code."""
    print(f"tinhso: {spoken(refusal)}", file=sys.stderr)
    return getattr(refusal, "code", WRONG)


def print_version() -> int:
    """Of the program that lies here; what pip knows of may be another clone."""
    pins = ROOT / "pyproject.toml"
    ours = tomllib.loads(pins.read_text())["project"]["version"] if pins.is_file() else version("tinhso")
    print(f"Tỉnh Số {ours} (Python {platform.python_version()}, Django {django.__version__})")
    return 0


def print_help() -> int:
    print(
        "Tỉnh Số: chính quyền số của một tỉnh.\n\nCách dùng: tinhso LỆNH [tùy chọn]    (tinhso LỆNH --help)\n"
    )
    for name, meaning in COMMANDS.items():
        print(f"  {name:14} {meaning}")
    print(
        "\nMọi lệnh khác là lệnh quản trị của Django (tinhso help): migrate, shell, changepassword…\n"
        "Thư mục trạng thái: --state DIR hoặc TINHSO_STATE, mặc định là .tinhso của bản mã nguồn.\n"
        "Mã trả về: 0 xong · 1 có sai sót · 2 dùng sai hoặc thiếu điều kiện · 3 cơ sở dữ liệu chưa đúng phiên bản"
        " · 4 nơi phục hồi không trống · 130 bị ngắt · 141 nơi đọc đã đóng."
    )
    return 0


def run_own(name: str, words: list[str]) -> int:
    module, parser = parser_of(name)
    arguments = parser.parse_args(words)
    if arguments.state:
        os.environ["TINHSO_STATE"] = arguments.state
    mark_demo()
    return int(module.run(arguments))


def mark_demo() -> None:
    """A state folder that the demo filled stays a demo, whichever command opens it."""
    os.environ["TINHSO_STATE"] = str(state())
    if (state() / "demo.json").exists() and not os.environ.get("DATABASE_URL"):
        os.environ["TINHSO_DEMO"] = "1"


def run_django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    mark_demo()
    refuse_unknown(words[0])
    base.CommandParser = DjangosParser  # type: ignore[misc] # Django takes no other one from anybody
    close_pools_at_exit()
    if words[0] in NO_DATABASE or {"-h", "--help"} & set(words):
        execute_from_command_line(["tinhso", *words])
        return 0
    with database():
        if words[0] in AS_OWNER:
            os.environ["DATABASE_URL"] = as_owner()["DATABASE_URL"]
        try:
            with quickly(words[0]):
                execute_from_command_line(["tinhso", *words])
        finally:
            seal_what_is_open()
    return 0


def refuse_unknown(name: str) -> None:
    """Before a database is started for it: a slip of the keyboard leaves nothing behind."""
    if name not in {"help", *known_commands()}:
        raise Refusal(
            f"không có lệnh {name}: tinhso --help liệt kê các lệnh",
            english=f"there is no command {name}: tinhso --help lists them",
        )


def known_commands() -> set[str]:
    """Django's, ours, and those of the libraries that bring some, read off their folders: settings are not read yet."""
    found = [find_spec(name) for name in BRING_COMMANDS]
    folders = [Path(place) for spec in found if spec for place in spec.submodule_search_locations or ()]
    folders += [one for depth in ("*", "kernel/*") for one in (ROOT / "tinhso").glob(depth)]
    return {name for folder in folders for name in find_commands(str(folder / "management"))}


def quickly(name: str) -> AbstractContextManager[None]:
    if name != "migrate":
        return nullcontext()
    # a tenth of a second at the start of each command that migrates nothing
    from tinhso.config.quick_migrations import quick_migrations

    return quick_migrations()
