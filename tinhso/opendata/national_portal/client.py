"""The way to data.gov.vn: one signed message, one answer. Its address is the operator's, no stranger's."""

import json
import time
from dataclasses import dataclass
from typing import Any

import requests
from django.conf import settings

from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import stamp

SECONDS = 20
ACCEPTED = "00"


class NationalSilent(Exception):
    """Nobody can say whether it was taken; to be tried again."""


class NationalRefused(Exception):
    """It was read and refused; the text is the other side's reason."""


@dataclass(frozen=True)
class NationalPortal:
    url: str
    unit: str
    secret: str

    def send(self, key: str, payload: dict[str, Any]) -> str:
        """The receipt. The same key again is the same thing there. NationalSilent, NationalRefused."""
        body = json.dumps({"maDonVi": self.unit, "khoa": key, **payload}, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            SIGNATURE: stamp(self.secret, body, at=int(time.time())),
        }
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.post(
                    f"{self.url}/api/nhan", data=body, headers=headers, timeout=SECONDS, allow_redirects=False
                )
                content = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise NationalSilent(f"Không có trả lời ({type(error).__name__}).") from error
        if answer.status_code >= 500 or not isinstance(content, dict):
            raise NationalSilent(f"Cổng trả lời mã {answer.status_code}.")
        if content.get("ma") != ACCEPTED:
            raise NationalRefused(
                f"{content.get('ma', answer.status_code)}: {content.get('thongBao', '')}"[:500]
            )
        return str(content.get("bienNhan", ""))[:100]


def national_portal() -> NationalPortal | None:
    """As the operator set it; None where nothing is delivered."""
    given = settings.NATIONAL_DATA
    return NationalPortal(given["url"], given["unit"], given["secret"]) if given else None
