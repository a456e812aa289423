"""Fills an empty demo database: `python -m tinhso.config.demo.data [--today] [--dossiers N]`.

`tinhso demo` calls it once, in a process of its own. The data are the work of `tinhso.demo.load`.
"""

import argparse
import json
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinhso.config.database import open_django, state
from tinhso.config.supervise import Child, stop_all

DEMO_YEAR = 2023
PATIENCE = 30  # seconds until the signing sandbox answers


def sandbox_path(name: str) -> Path:
    return state() / "sandbox" / name


def ways_in() -> list[tuple[str, str]]:
    """Who may be tried and the path that lets one in, as the loading left it; without opening Django."""
    return [(who, path) for who, path in json.loads(sandbox_path("ways_in.json").read_text())]


def keep(name: str, value: object) -> None:
    """For the processes that know no Django: the sandboxes and the one that announces the demo."""
    sandbox_path(name).parent.mkdir(mode=0o700, exist_ok=True)
    sandbox_path(name).write_text(json.dumps(value, ensure_ascii=False))


def trusted() -> Path:
    """The root of the signing sandbox, which the demo of this folder trusts."""
    return sandbox_path("signing_service") / "ca" / "root.crt"


@contextmanager
def tokens() -> Iterator[Any]:
    """Gives the signer of a holder's id; the sandbox of the signing machines runs meanwhile, once it is asked for."""
    # the rooms can be read only once the command has opened Django
    from tinhso.demo.load import holders
    from tinhso.kernel.papers.public import LocalServiceSigner

    running: list[tuple[Child, str]] = []

    def token(holder: str) -> LocalServiceSigner:
        if not running:
            keep("holders.json", holders())  # who gets a token of the signing sandbox
            running.append(start_signing_service())
        return LocalServiceSigner(holder, url=running[0][1])

    try:
        yield token
    finally:
        stop_all([child for child, _address in running])


def start_signing_service() -> tuple[Child, str]:
    """The process and its address, as soon as it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [
        "--port",
        port,
        "--state",
        str(sandbox_path("signing_service")),
        "--holders",
        str(sandbox_path("holders.json")),
    ]
    child = Child(
        "signing_service", ["-m", "sandbox.signing_service", *words], sandbox_path("signing_service.log")
    )
    child.start()
    address, end = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310 - our own process
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    return child, address


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--today", action="store_true")
    words.add_argument("--dossiers", type=int, required=True)
    given = words.parse_args()
    os.environ["TINHSO_TRUST_ROOTS"] = str(trusted())
    open_django()
    # the rooms can be read only once the command has opened Django
    from tinhso.demo import load as demo

    with tokens() as token:
        loaded = demo.load(today=given.today, dossiers=given.dossiers, token=token)
    if loaded and loaded.dossiers and not given.today and DEMO_YEAR not in loaded.exact:
        print(f"Ít hồ sơ quá: tỷ lệ đúng hạn của năm {DEMO_YEAR} không ra đúng 97,61%.", flush=True)
    keep("holders.json", demo.holders())
    keep("ways_in.json", demo.ways_in())
    keep("national_portal.json", demo.portal_catalogue())
    keep("exchange.json", demo.wiring())
    keep("axis.json", demo.axis_agencies())


if __name__ == "__main__":
    main()
