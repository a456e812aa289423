"""The way to the shared software of civil status and of linked services: one signed request at a time."""

import json
import time
from typing import Any

import requests

from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import stamp
from tinhso.onestop.messages.client import BUSY, SECONDS, Answer, PortalAway, Settings


class LinkedClient:
    def __init__(self, given: Settings) -> None:
        self.given = given
        self.http = requests.Session()
        self.http.trust_env = False

    def ask(self, body: dict[str, Any]) -> Answer:
        """PortalAway if it cannot be said what became of the request; else what the software said of it."""
        content = json.dumps(body | {"MaDonVi": self.given["unit"]}, ensure_ascii=False).encode()
        header = stamp(self.given["secret"], content, at=int(time.time()))
        words = {"Content-Type": "application/json", SIGNATURE: header}
        try:
            url = f"{self.given['url']}/yeu-cau"
            answer = self.http.post(url, content, headers=words, timeout=SECONDS, allow_redirects=False)
            data = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise PortalAway(type(error).__name__) from error
        if answer.status_code >= 500 or not isinstance(data, dict) or "error_code" not in data:
            raise PortalAway(str(answer.status_code))
        reply = Answer(str(data["error_code"])[:10], str(data.get("message", ""))[:300], data)
        if reply.code == BUSY:
            raise PortalAway(reply.text)
        return reply
