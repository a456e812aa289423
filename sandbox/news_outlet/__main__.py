"""`python -m sandbox.news_outlet`: pretended news outlets, for demo and tests only."""

import argparse
import contextlib
import json
import signal
import sys
import threading
from pathlib import Path

from sandbox.news_outlet.server import Server


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.news_outlet", description=__doc__)
    words.add_argument("--port", type=int, default=8016, help="0 takes a free one and prints it")
    words.add_argument("--clock", type=Path, help="JSON with the offset of the demo's clock, in seconds")
    given = words.parse_args()
    state = json.loads(given.clock.read_text()) if given.clock and given.clock.exists() else {}
    server = Server(port=given.port, offset=float(state.get("offset", 0)))
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX news outlets: {server.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
