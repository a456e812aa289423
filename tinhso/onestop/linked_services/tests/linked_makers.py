"""Makers for what the software of civil status settles: the sandbox over HTTP, its answers through Django's test client."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from sandbox.civil_status.server import Server
from sandbox.post import Post
from sandbox.store import Store
from tests.town import Town
from tinhso.kernel.events.public import EventRow, deliver
from tinhso.lib.messages.linked_wire import REFUSAL, RESULT
from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import stamp
from tinhso.onestop.data import reading
from tinhso.onestop.linked_services.actions.register_dossier import register_dossier
from tinhso.onestop.linked_services.actions.send_linked import send_linked
from tinhso.onestop.linked_services.body import CODES
from tinhso.onestop.linked_services.client import LinkedClient
from tinhso.onestop.models import Dossier, LinkedMessage, LinkedPart
from tinhso.onestop.tests.makers import Shop, make_version

SECRET = "bi-mat-ho-tich"  # noqa: S105
COPY = b"%PDF-1.4\n%ban sao thu\n%%EOF\n"
SYSTEM = "Hệ thống thông tin hộ tịch điện tử dùng chung (Bộ Tư pháp)"
BIRTH: dict[str, Any] = {
    "nguoi_yeu_cau": {
        "full_name": "Lê Thị An",
        "id_number": "038190000001",
        "birth_date": "1990-01-01",
        "phone": "0912345678",
    },
    "quan_he_tre": "me",
    "ho_ten_tre": "Lê Minh Khôi",
    "ngay_sinh_tre": "2024-02-20",
    "gioi_tinh_tre": "nam",
    "dan_toc_tre": "Kinh",
    "quoc_tich_tre": "Việt Nam",
    "sinh_o_dau": "co_so_y_te",
    "noi_sinh_tre": "Bệnh viện A",
    "que_quan_tre": "Xã A",
    "giay_to_sinh": "chung_sinh",
    "truong_hop": "chua_ro_cha",
    "ho_ten_me": "Lê Thị An",
    "nam_sinh_me": 1990,
    "dan_toc_me": "Kinh",
    "quoc_tich_me": "Việt Nam",
    "noi_cu_tru_me": "Xã A",
    "giay_to_me": "038190000001",
    "chu_ho": "Lê Văn Ông",
    "dinh_danh_chu_ho": "038060000009",
    "quan_he_chu_ho": "chau",
    "chu_ho_dong_y": True,
    "da_co_the": False,
    "noi_kham": "Trạm y tế xã A",
    "can_ban_sao": False,
    "cam_doan": True,
}


def make_birth_version(town: Town) -> Any:
    """The linked declaration of a birth, settled by agency A: one day, no papers."""
    limit = {"amount": "1", "unit": "working_day", "counting": "next_day", "source": "thử"}
    return make_version(
        town,
        form=reading.form("lien-thong-khai-sinh-1"),
        papers=[],
        time_limits={"province": limit},
        settled_in=SYSTEM,
        result_name="Giấy khai sinh",
    )


@dataclass
class BirthShop(Shop):
    """`shop.dossier("examine")` is a declared birth that waits for the officer of civil status."""

    answers: dict[str, Any] = field(default_factory=lambda: dict(BIRTH))

    def filled(self, who: str = "an") -> Dossier:
        dossier = self.start(who=who)
        place = {"unit": self.town.commune.code, "detail": "Thôn 1"}
        dossier.answers = self.answers | {"noi_o": place, "noi_thuong_tru_tre": place}
        dossier.save(update_fields=["answers"])
        return dossier

    def register(self, dossier: Dossier) -> LinkedPart:
        return register_dossier(dossier=dossier, **self.words("emi", dossier))


@dataclass
class LinkedLine:
    """Both ends: `line.send_waiting()` sends our requests, `line.work()` decides and brings the answers to our inbox."""

    shop: BirthShop
    server: Server
    client: Client
    last_sent: int = 0

    def __post_init__(self) -> None:
        self.software = LinkedClient({"url": self.server.url, "unit": "H56", "secret": SECRET})
        self.post = Post(self.server.store, self.server.faults, self.send)

    def send(self, content: bytes, *, secret: str = SECRET) -> tuple[int, Any]:
        header = {SIGNATURE: stamp(secret, content, at=int(time.time()))}
        kind = "application/json"
        answer = self.client.post("/lien-thong/ho-tich/", content, content_type=kind, headers=header)
        return answer.status_code, answer.json()

    def say(self, part: LinkedPart, **words: Any) -> tuple[int, Any]:
        """An answer to the latest request of a part, as the software would write it."""
        message = LinkedMessage.objects.filter(part=part).order_by("-number").first()
        body = {"MaThongDiep": str(uuid4()), "MaYeuCau": str(message.key) if message else str(uuid4())}
        return self.send(json.dumps(body | words).encode())

    def settle(self, part: LinkedPart, number: str = "01/2024", **words: Any) -> tuple[int, Any]:
        result = {"So": number, "Quyen": "01/2024-KS", "SoDinhDanh": "038224000001"}
        return self.say(part, **({"Loai": RESULT, "KetQua": result} | words))

    def refuse(self, part: LinkedPart, reason: str = "Sai ngày sinh", **words: Any) -> tuple[int, Any]:
        return self.say(part, Loai=REFUSAL, LyDo=reason, **words)

    def send_waiting(self, at: datetime | None = None) -> None:
        """Send what waits, as the jobs do at that moment."""
        at = at or timezone.now() + timedelta(seconds=1)
        waiting = LinkedMessage.objects.filter(state="waiting", next_try__lte=at)
        for pk in sorted(set(waiting.values_list("part", flat=True))):
            send_linked(pk, client=self.software, at=at, now=self.shop.now)

    def work(self, at: datetime | None = None) -> None:
        at = at or self.shop.now + timedelta(minutes=1)
        faults = self.server.faults
        self.server.registers.decide_due(at, lambda: faults.strikes("refuse"))
        self.post.deliver(at.timestamp())

    def hear(self) -> None:
        """Hand every event that is new to its receivers, as the worker does."""
        rows = list(
            EventRow.objects.filter(pk__gt=self.last_sent).order_by("pk").values_list("pk", flat=True)
        )
        for pk in rows:
            deliver(pk)
        self.last_sent = rows[-1] if rows else self.last_sent

    def compare(self) -> list[str]:
        """What the sandbox prints of our parts and its own."""
        words = {"asked": "cho", "settled": RESULT, "refused": REFUSAL, "skipped": "bo-qua"}
        rows = LinkedPart.objects.select_related("dossier__case")
        ours = [
            {
                "MaHoSo": part.dossier.case.code,
                "Phan": CODES[LinkedPart.Kind(part.kind)],
                "TrangThai": words[part.state],
                "So": part.number,
            }
            for part in rows
        ]
        return self.server.registers.compare(ours)


@contextmanager
def open_linked_line(shop: BirthShop, client: Client, settings: Any) -> Iterator[LinkedLine]:
    """The sandbox runs and the instance is connected to it; its clock is that of the test."""
    server = Server(Store(), client="http://127.0.0.1:9", secret=SECRET, draw=lambda entry: COPY)
    server.clock = lambda: shop.now  # type: ignore[method-assign]
    settings.CIVIL_STATUS = {"url": server.url, "unit": "H56", "secret": SECRET}
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield LinkedLine(shop, server, client)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
