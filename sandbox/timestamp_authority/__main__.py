"""`python -m sandbox.timestamp_authority`: a pretended time stamping authority, for demo and tests only."""

import argparse
import contextlib
import signal
import sys
import threading
from pathlib import Path

from sandbox.timestamp_authority.server import Server


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.timestamp_authority", description=__doc__)
    words.add_argument("--port", type=int, default=8016, help="0 takes a free one and prints it")
    words.add_argument("--state", type=Path, default=Path(".tinhso/timestamp_authority"), help="keys")
    given = words.parse_args()
    server = Server(given.state, port=given.port)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX time stamping authority: {server.url}, root {given.state}/root.crt\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
