"""`python -m sandbox.map_catalogue`: a pretended catalogue of maps, for tests only."""

import argparse
import contextlib
import signal
import sys
import threading

from sandbox.map_catalogue.server import Server


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.map_catalogue", description=__doc__)
    words.add_argument("--port", type=int, default=8019, help="0 takes a free one and prints it")
    server = Server(port=words.parse_args().port)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX map catalogue: {server.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
