"""SANDBOX: the command line of a pretended national database."""

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sandbox.lookups import Server, now_of


def run(name: str, about: str | None, *, port: int, make: Callable[[int, date], Server]) -> int:
    """Until a signal; `make` gives the server for a port and the day on which the demo stands."""
    words = argparse.ArgumentParser(prog=f"sandbox.{name}", description=about)
    words.add_argument("--port", type=int, default=port, help="0 takes a free one and prints it")
    words.add_argument("--clock", type=Path, help="JSON with the offset of the demo's clock, in seconds")
    given = words.parse_args()
    server = make(given.port, now_of(given.clock).date())
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX {name}: {server.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0
