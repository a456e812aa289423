"""Chạy cả hệ thống: nâng cơ sở dữ liệu, mở máy chủ web và hai tiến trình xử lý nền, trông coi đến khi bị dừng.

Có DATABASE_URL (vai trò tinhso_app) thì dùng máy chủ đó và nâng bằng TINHSO_OWNER_URL; không có thì dùng PostgreSQL
riêng trong thư mục trạng thái. Dừng bằng Ctrl-C hoặc SIGTERM.
"""

import argparse
import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tinhso.config.backups.rollback import refuse_replaced
from tinhso.config.command_line.argument_parser import between
from tinhso.config.command_line.claims import claim_place, why_taken
from tinhso.config.command_line.speech import print_line
from tinhso.config.commands.prepare import prepare_in_a_process
from tinhso.config.database import database, look_after_database
from tinhso.config.refusal import Refusal
from tinhso.config.setting_up.renewal import renew_files
from tinhso.config.supervise import Child, stop_all, supervise
from tinhso.lib.bilingual import say
from tinhso.lib.setting_forms import HIGHEST_PORT
from tinhso.lib.system_errors import reason

START_SECONDS = 60
PORT = between(1, HIGHEST_PORT)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=PORT, default=8000, help="cổng, mặc định 8000")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe, mặc định 127.0.0.1")
    parser.add_argument("--workers", type=between(1, 64), default=2, help="số tiến trình web, mặc định 2")
    parser.add_argument(
        "--threads", type=between(1, 64), default=4, help="số luồng mỗi tiến trình web, mặc định 4"
    )
    parser.add_argument(
        "--trial",
        action="store_true",
        help="chỉ chạy thử máy chủ web ở một cổng riêng của máy này rồi dừng: 0 khi nó trả lời được",
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.trial:
        return trial(arguments)
    refuse_replaced()
    claim_place(arguments.host, arguments.port, address(arguments))
    refuse_taken(arguments.host, arguments.port)
    renew_files()
    with database() as kept_open:
        prepare_in_a_process(own_process=bool(kept_open))
        place = address(arguments)
        served = partial(print_line, f"Đang phục vụ tại {place}", f"Serving at {place}")
        serve(children(arguments), arguments, served, kept_open)
    return 0


def trial(arguments: argparse.Namespace) -> int:
    """The web server alone, for nobody else: no worker takes a job, so that an upgrade can still be taken back.

    Raises:
        Refusal: it ended, or did not say in time that it could serve.
    """
    arguments.host, arguments.port, arguments.workers = "127.0.0.1", free_port(), 1
    with database() as kept_open:
        os.environ.pop("TINHSO_OWNER_URL", None)
        os.environ["TINHSO_STATIC_COLLECTED"] = "1"
        web = children(arguments)[0]
        try:
            web.start(kept_open)
            reasons = wait_until_ready(web, address(arguments))
        finally:
            stop_all([web])
    if reasons:
        raise Refusal(
            f"chạy thử không xong: {', '.join(reasons)}", 1, english=f"the trial failed: {', '.join(reasons)}"
        )
    return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(web: Child, site: str) -> list[str]:
    """Why it cannot serve after a minute, or as soon as it has ended; empty where nothing but workers is missing."""
    deadline, reasons = time.monotonic() + START_SECONDS, ["web"]
    while web.process and web.process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{site}readyz", timeout=START_SECONDS).close()  # noqa: S310 - our own
            return []
        except urllib.error.HTTPError as answer:
            reasons = [one for one in json.load(answer)["reasons"] if one != "worker"]
            if not reasons:
                return []
        except OSError:
            pass
        time.sleep(0.2)
    return reasons


def serve(
    parts: list[Child],
    arguments: argparse.Namespace,
    announce: Callable[[], None],
    kept_open: tuple[int, ...],
) -> None:
    """Supervise with what the serving processes may know: no owner's password, static files as collected."""
    os.environ.pop("TINHSO_OWNER_URL", None)
    os.environ["TINHSO_STATIC_COLLECTED"] = "1"

    def when_started() -> None:
        wait_until_it_answers(address(arguments))
        announce()

    supervise(parts, when_started, kept_open, look_after_database)


def children(arguments: argparse.Namespace, logs: Path | None = None) -> list[Child]:
    """The web server and both workers; with `logs`, each writes to a file of its own there."""
    web = ["-m", "tinhso.config.web", "--host", arguments.host, "--port", str(arguments.port)]
    web += ["--workers", str(arguments.workers), "--threads", str(arguments.threads)]
    web += ["tinhso.config.wsgi:application"]
    commands = {
        "web": web,
        "fast": ["-m", "tinhso", "worker", "fast"],
        "slow": ["-m", "tinhso", "worker", "slow"],
    }
    withheld = {"web": ("TINHSO_SEAL_KEY", "TINHSO_SEAL_KEYS_BEFORE")}  # only workers sign
    return [
        Child(name, command, logs and logs / f"{name}.log", withheld.get(name, ()))
        for name, command in commands.items()
    ]


def refuse_taken(host: str, port: int) -> None:
    error = why_taken(host, port)
    if error:
        raise Refusal(
            f"không mở được cổng {port} ({reason(error)}): chọn cổng khác bằng --port",
            english=f"port {port} cannot be opened ({error.strerror}): choose another by --port",
        ) from error


def wait_until_it_answers(site: str) -> None:
    """Until `/healthz` answers; says so when it takes too long and lets the supervisor go on trying."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{site}healthz", timeout=5).close()  # noqa: S310 - our own
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.1)
    words = say(
        "máy chủ web chưa trả lời sau 60 giây, xem nhật ký",
        "the web server has not answered within 60 s, see the log",
    )
    print(f"tinhso: {words}", file=sys.stderr, flush=True)


def address(arguments: argparse.Namespace) -> str:
    host = "127.0.0.1" if arguments.host in {"0.0.0.0", "::"} else arguments.host  # noqa: S104
    return f"http://[{host}]:{arguments.port}/" if ":" in host else f"http://{host}:{arguments.port}/"
