"""`python -m sandbox.threat_exchange`: a pretended TAXII server, for demo and tests only."""

import argparse
import contextlib
import signal
import sys
import threading

from sandbox.threat_exchange.server import Server


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.threat_exchange", description=__doc__)
    words.add_argument("--port", type=int, default=8017, help="0 takes a free one and prints it")
    words.add_argument("--key", default="sandbox")
    words.add_argument("--objects", type=int, default=25)
    given = words.parse_args()
    server = Server(port=given.port, key=given.key, objects=given.objects)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX threat exchange: {server.url}/taxii2/\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
