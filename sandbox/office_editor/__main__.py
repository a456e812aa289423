"""`python -m sandbox.office_editor`: a pretended office suite, for demo and tests only."""

import argparse
import contextlib
import signal
import sys
import threading

from sandbox.office_editor.server import Server


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.office_editor", description=__doc__)
    words.add_argument("--port", type=int, default=8028, help="0 takes a free one and prints it")
    given = words.parse_args()
    server = Server(port=given.port)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX office_editor: {server.url}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
