"""`python -m sandbox.national_portal`: a pretended national portal of public services, for the demo and for tests only."""

import argparse
import contextlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from sandbox.national_portal.citizens import PDF
from sandbox.national_portal.register import Catalogue
from sandbox.national_portal.server import Server
from sandbox.store import Store


def read_catalogue(file: Path | None) -> tuple[Catalogue, float]:
    """The catalogue that the demo has written, and how far its clock stands from the real one, in seconds."""
    given = json.loads(file.read_text()) if file and file.exists() else {}
    communes = tuple((code, name) for code, name in given.get("communes", []))
    catalogue = Catalogue(given.get("procedures", {}), communes, tuple(given.get("persons", [])))
    return catalogue, float(given.get("offset", 0))


def arrive(server: Server, wanted: list[dict[str, str]]) -> None:
    """The first filings of a demo, once."""
    if server.store.count("filing"):
        return
    people = {p["id_number"]: p for p in server.catalogue.persons}
    for row in wanted:
        known = server.catalogue.procedures[row["procedure"]]
        files = [(p["id"], f"{p['id']}.pdf", PDF) for p in known.get("papers", [])]
        server.citizens.file(
            row["procedure"],
            people[row["person"]],
            server.clock(),
            commune=row.get("commune", ""),
            answers={"loi_nhan": "Hồ sơ mô phỏng nộp tại Cổng thử nghiệm"},
            files=files,
        )


def keep_posting(server: Server) -> None:
    while True:
        server.deliver()
        time.sleep(2)


def main() -> int:
    words = argparse.ArgumentParser(prog="sandbox.national_portal", description=__doc__)
    words.add_argument("--port", type=int, default=8012, help="0 takes a free one and prints it")
    words.add_argument("--state", type=Path, help="folder for what it remembers; in memory without")
    words.add_argument("--catalogue", type=Path, help="JSON: procedures, communes, persons, first, offset")
    words.add_argument("--client", default=os.environ.get("TINHSO_SANDBOX_CLIENT", "http://127.0.0.1:8000"))
    words.add_argument("--secret", default="sandbox")
    given = words.parse_args()
    catalogue, offset = read_catalogue(given.catalogue)
    store = Store(given.state / "portal.sqlite" if given.state else None)
    server = Server(
        store, catalogue, client=given.client.rstrip("/"), port=given.port, offset=offset, secret=given.secret
    )
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"SANDBOX national portal: {server.url}\n")
    sys.stdout.flush()
    if given.catalogue and given.catalogue.exists():
        arrive(server, json.loads(given.catalogue.read_text()).get("first", []))
    threading.Thread(target=keep_posting, args=(server,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
