"""python -m sandbox.bank --port 8012 [--webhook http://127.0.0.1:8000/ngan-hang/bao-co/]; secret in the environment"""

import argparse
import os
import signal
import sys
import threading

from sandbox.bank.ledger import Ledger
from sandbox.bank.server import Server


def main() -> int:
    parser = argparse.ArgumentParser(prog="sandbox.bank", description="SANDBOX: bank")
    parser.add_argument("--port", type=int, default=8012)
    client = os.environ.get("TINHSO_SANDBOX_CLIENT", "")
    report_url = f"{client}/ngan-hang/bao-co/" if client else ""
    parser.add_argument("--webhook", default=report_url, help="who is told of money that came in")
    words = parser.parse_args()
    server = Server(Ledger(os.environ.get("TINHSO_BANK_SECRET", ""), words.webhook), words.port)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX bank at {server.url}\n")
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
