"""`python -m sandbox.civil_status`: a pretended software of civil status, residence and insurance, for demo and tests only."""

import argparse
import contextlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from sandbox.civil_status.server import Server
from sandbox.store import Store


def keep_working(server: Server) -> None:
    while True:
        server.work()
        time.sleep(1)


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.civil_status", description=__doc__)
    words.add_argument("--port", type=int, default=8014, help="0 takes a free one and prints it")
    words.add_argument("--state", type=Path, help="folder for what it remembers; in memory without")
    words.add_argument("--clock", type=Path, help="JSON with the offset of the demo's clock, in seconds")
    words.add_argument("--client", default=os.environ.get("TINHSO_SANDBOX_CLIENT", "http://127.0.0.1:8000"))
    words.add_argument("--secret", default="sandbox")
    given = words.parse_args()
    state = json.loads(given.clock.read_text()) if given.clock and given.clock.exists() else {}
    server = Server(
        Store(given.state / "registers.sqlite" if given.state else None),
        client=given.client.rstrip("/"),
        port=given.port,
        offset=float(state.get("offset", 0)),
        secret=given.secret,
    )
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX civil status: {server.url}\n")
    sys.stdout.flush()
    threading.Thread(target=keep_working, args=(server,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
