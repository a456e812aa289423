"""`python -m sandbox.national_data`: a pretended national open data portal, for demo and tests only."""

import argparse
import contextlib
import signal
import sys
import threading
from pathlib import Path

from sandbox.national_data.server import Server
from sandbox.store import Store


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.national_data", description=__doc__)
    words.add_argument("--port", type=int, default=8015, help="0 takes a free one and prints it")
    words.add_argument("--state", type=Path, help="folder for what it remembers; in memory without")
    words.add_argument("--secret", default="sandbox")
    given = words.parse_args()
    store = Store(given.state / "records.sqlite" if given.state else None)
    server = Server(store, port=given.port, secret=given.secret)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX national open data: {server.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
