"""`python -m sandbox.axis`: the pretended national document axis, for demo and tests only."""

import argparse
import contextlib
import json
import os
import secrets
import signal
import sys
import threading
from pathlib import Path

from sandbox.axis.server import Server
from sandbox.store import Store


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.axis", description=__doc__)
    words.add_argument("--port", type=int, default=8027, help="0 takes a free one and prints it")
    words.add_argument("--state", type=Path, help="folder for what it remembers; in memory without")
    words.add_argument("--agencies", type=Path, help="JSON: identity code to name of who is on the axis")
    given = words.parse_args()
    store = Store(given.state / "axis.sqlite" if given.state else None)
    secret = os.environ.get("TINHSO_AXIS_SECRET") or secrets.token_urlsafe(32)
    server = Server(store, port=given.port, secret=secret)
    if given.agencies and given.agencies.is_file():
        for code, name in json.loads(given.agencies.read_text()).items():
            server.register.add_agency(code, name)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX axis: {server.url}, secret {secret}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
