"""`python -m sandbox.event_receiver`: a pretended system that is told of events, for demo and tests only."""

import argparse
import contextlib
import os
import signal
import sys
import threading
from pathlib import Path

from sandbox.event_receiver.server import Server, keys_at
from sandbox.store import Store


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.event_receiver", description=__doc__)
    words.add_argument("--port", type=int, default=8026, help="0 takes a free one and prints it")
    words.add_argument("--state", type=Path, help="folder for what it remembers; in memory without")
    words.add_argument(
        "--refuse", type=int, default=0, help="the number of the new event that it refuses, always"
    )
    words.add_argument(
        "--busy", type=int, default=0, help="each so-manieth new event is answered 503 the first time"
    )
    given = words.parse_args()
    store = Store(given.state / "events.sqlite" if given.state else None)
    keys = keys_at(os.environ.get("TINHSO_SANDBOX_CLIENT", "http://127.0.0.1:8000"))
    server = Server(store, keys, port=given.port, refuse=given.refuse, busy=given.busy)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX event receiver: {server.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
