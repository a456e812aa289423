"""The exchange's control plane away for ten minutes: `python bench/chaos/exchange_outage.py [--seconds 600] [--callers 4]`, without a database.

A plane, a provider and a control plane of their own; calls with and without evidence go on all the while. The control plane's port is
closed for so long, then opened again with a newer policy. 1 where a call was refused or broken off, where a row is missing on the
disk, where one is twice there, or where the newer policy did not come.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tinhso.lib.exchange.plane.tests.loading import calling
from tinhso.lib.exchange.plane.tests.running import (
    ControlPlane,
    Running,
    free_port,
    plane,
    policy,
    provider,
    signed,
    wide,
)


def control_plane(port: int) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", port), ControlPlane)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def close(server: ThreadingHTTPServer) -> None:
    server.shutdown()
    server.server_close()


def called(running: Running, seconds: float, callers: int) -> tuple[Counter[str], int]:
    """Ids of the answered calls, and how many were refused or broken off. A token holds for ten minutes: who goes on longer asks for
    one again, as every caller does."""
    ends, answered, wrong = time.monotonic() + seconds, Counter[str](), 0
    while (left := ends - time.monotonic()) > 0:
        with calling(running, callers=callers) as plain, calling(running, evidence=True, callers=2) as proved:
            time.sleep(min(left, 240))
        answered.update([*plain.ids, *proved.ids])
        wrong += len(plain.refused + proved.refused) + plain.broken + proved.broken
    return answered, wrong


def tried(folder: Path, seconds: float, callers: int) -> list[str]:
    """What did not hold."""
    at = free_port()
    with provider() as port:
        control = control_plane(at)
        ControlPlane.document = signed(wide(policy(port, 1)))
        with plane(
            folder,
            ControlPlane.document,
            pull_url=f"http://127.0.0.1:{at}/",
            pull_token="t",
            pull_seconds=1.0,
        ) as running:
            time.sleep(3)
            close(control)
            answered, wrong = called(running, seconds, callers)
            ControlPlane.document = signed(wide(policy(port, 2)))
            control = control_plane(at)
            time.sleep(5)
            state = running.ask("GET", "/readyz")
            close(control)
        rows = Counter(str(row["id"]) for row in running.rows() if row["operation"] != "token")
    print(
        f"{seconds:.0f} s away: {len(answered)} calls answered, {wrong} refused or broken off, {rows.total()} rows"
    )
    print(f"afterwards: {state[0]} {state[2].decode()}; load of the machine {os.getloadavg()[0]:.1f}")
    found = {
        "calls were refused": wrong,
        "rows are missing": len(answered.keys() - rows.keys()),
        "rows of nobody's call": len(rows.keys() - answered.keys()),
        "rows are there twice": sum(1 for number in rows.values() if number > 1),
        "the newer policy did not come": b'"policy": 2' not in state[2],
    }
    return [f"{number} {words}" for words, number in found.items() if number]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--callers", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = tried(Path(folder) / "plane", options.seconds, options.callers)
    for words in wrong:
        print(words, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
