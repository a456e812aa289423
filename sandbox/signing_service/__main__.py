"""python -m sandbox.signing_service --port 8011 --state DIR [--origin http://127.0.0.1:8000] [--holders FILE]"""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path

from sandbox.signing_service.holders import Holder, HolderWrong
from sandbox.signing_service.server import Server


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="sandbox.signing_service", description="SANDBOX: local signing service"
    )
    parser.add_argument("--port", type=int, default=8011)
    parser.add_argument(
        "--state", type=Path, default=Path(".tinhso/signing_service"), help="keys and holders"
    )
    client = os.environ.get("TINHSO_SANDBOX_CLIENT", "")
    known = ",".join([client, client.replace("127.0.0.1", "localhost")]) if client else ""
    parser.add_argument(
        "--origin", default=known, help="web origins that may call from a browser, joined by commas"
    )
    parser.add_argument(
        "--holders", type=Path, help="JSON list of who has a token: id, name, kind, organisation"
    )
    words = parser.parse_args()
    server = Server(words.state, words.port, words.origin)
    for raw in json.loads(words.holders.read_text()) if words.holders else []:
        try:
            server.holders.add(Holder(**({"organisation": ""} | raw)))
        except HolderWrong as error:  # an older state of this sandbox gave that id to another name
            sys.stderr.write(f"SANDBOX {error}\n")
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX signing service at {server.url}, root {words.state}/ca/root.crt\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
