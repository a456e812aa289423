"""Makers for the exchange with the national portal: the sandbox over HTTP, its messages through Django's test client."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import Client

from sandbox.national_portal.citizens import PDF
from sandbox.national_portal.register import Catalogue
from sandbox.national_portal.server import Server
from sandbox.post import Post, over_http
from sandbox.store import Store
from tinhso.kernel.events.public import EventRow, deliver
from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import stamp
from tinhso.onestop.messages.client import PortalClient
from tinhso.onestop.models import PortalMessage
from tinhso.onestop.national_portal.actions.send_portal import send_portal
from tinhso.onestop.national_portal.list import our_list
from tinhso.onestop.tests.makers import ANSWERS, CODE, Shop

SECRET = "bi-mat-thu"  # noqa: S105
AN = {"name": "Lê Thị An", "id_number": "038190000001", "phone": "0912345678", "address": "Phường Hạc Thành"}
CATALOGUE = Catalogue(
    {CODE: {"name": "Cấp giấy phép thử", "fee": 20000, "papers": [{"id": "phuong_an", "name": "Phương án"}]}},
    (("14797", "Phường Hạc Thành"),),
    (AN,),
)


@dataclass
class Line:
    """Both ends: `line.file()` at the portal, `line.post.deliver(at)` to us, `line.send_waiting(at)` back."""

    shop: Shop
    server: Server
    client: Client
    edge: str = ""
    """The address of a server of ours: with one the portal's messages come over HTTP, else through Django's test client."""
    last_sent: int = 0
    portal: PortalClient = field(init=False)
    post: Post = field(init=False)

    def __post_init__(self) -> None:
        self.portal = PortalClient({"url": self.server.url, "unit": "H56", "secret": SECRET})
        way = over_http(f"{self.edge}/lien-thong/cong-dvc/", SECRET) if self.edge else self.send
        self.post = Post(self.server.store, self.server.faults, way)

    def send(self, content: bytes, *, secret: str = SECRET) -> tuple[int, Any]:
        header = stamp(secret, content, at=int(time.time()))
        answer = self.client.post(
            "/lien-thong/cong-dvc/", content, content_type="application/json", headers={SIGNATURE: header}
        )
        return answer.status_code, answer.json()

    def say(self, **body: Any) -> tuple[int, Any]:
        return self.send(json.dumps(body).encode())

    def file(self, at: datetime | None = None, **words: Any) -> str:
        given: dict[str, Any] = {
            "answers": ANSWERS | {"mau_sac": "Xanh"},
            "files": [("phuong_an", "phuong-an.pdf", PDF)],
        }
        return self.server.citizens.file(CODE, AN, at or self.shop.now, **(given | words))

    def deliver(self) -> int:
        return self.post.deliver(self.shop.now.timestamp())

    def hear(self) -> int:
        """Hand every event that is new to its receivers, as the worker does; they queue what the portal has to know."""
        rows = list(EventRow.objects.filter(pk__gt=self.last_sent).order_by("pk"))
        for row in rows:
            deliver(row.pk)
        self.last_sent = rows[-1].pk if rows else self.last_sent
        return len(rows)

    def send_waiting(self, at: datetime) -> None:
        """Send what waits of every dossier, as the jobs do at that moment."""
        waiting = PortalMessage.objects.filter(state=PortalMessage.State.WAITING, next_try__lte=at)
        for pk in sorted(set(waiting.values_list("dossier", flat=True))):
            send_portal(pk, portal=self.portal, at=at, now=self.shop.now)

    def compare(self) -> list[str]:
        """What the sandbox prints of our list and its own."""
        return self.server.register.compare(our_list())


@contextmanager
def open_line(shop: Shop, client: Client, settings: Any, edge: str = "") -> Iterator[Line]:
    """The sandbox runs and the instance is connected to it; `edge` is where ours can be called."""
    server = Server(Store(), CATALOGUE, client=edge or "http://127.0.0.1:9", secret=SECRET)
    settings.NATIONAL_PORTAL = {"url": server.url, "unit": "H56", "secret": SECRET}
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Line(shop, server, client, edge)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
