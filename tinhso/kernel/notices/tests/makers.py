import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from zoneinfo import ZoneInfo

from tinhso.kernel.notices.models import Delivery, Notice
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Person, User

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def trial_notice(to: User | Person, *, key: str = "trial:1", path: str = "/ho-so/", **more: object) -> Notice:
    params = {"at": NOW}
    return notify(
        to=to,
        topic="notices.account",
        template="notices.trial",
        params=params,
        now=NOW,
        key=key,
        path=path,
        **more,  # type: ignore[arg-type]
    )


def delivery_of(notice: Notice) -> Delivery:
    return notice.deliveries.get()


@contextmanager
def gateway(status: int, body: bytes = b"{}") -> Iterator[tuple[str, list[bytes]]]:
    """An SMS gateway on this machine that always answers the same."""
    received: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sms", received
    finally:
        server.shutdown()
        server.server_close()
