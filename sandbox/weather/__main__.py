"""`python -m sandbox.weather`: a pretended weather service, for demo and tests only."""

import argparse
import contextlib
import json
import signal
import sys
import threading
from pathlib import Path

from sandbox.weather.server import Server


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.weather", description=__doc__)
    words.add_argument("--port", type=int, default=8015, help="0 takes a free one and prints it")
    words.add_argument("--clock", type=Path, help="JSON with the offset of the demo's clock, in seconds")
    words.add_argument("--key", default="sandbox")
    given = words.parse_args()
    state = json.loads(given.clock.read_text()) if given.clock and given.clock.exists() else {}
    server = Server(port=given.port, key=given.key, offset=float(state.get("offset", 0)))
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX weather: {server.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
