"""SANDBOX: carries the messages of a pretended system to the province: signed, repeated until answered, sometimes twice or late."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from sandbox.faults import Faults
from sandbox.store import Store
from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import stamp

WAITING, TAKEN, REFUSED = "waiting", "taken", "refused"

Send = Callable[[bytes], tuple[int, Any]]
FIRST_WAIT, LONGEST_WAIT = 5.0, 120.0
MOST_REFUSALS = 5  # then it is shown to the citizen; an operator may send it again


class NoAnswer(Exception):
    """Nobody can say whether the province took the message."""


def over_http(url: str, secret: str) -> Send:
    """A way to the inbox at that address."""
    opener = build_opener(ProxyHandler({}))

    def send(content: bytes) -> tuple[int, Any]:
        header = stamp(secret, content, at=int(time.time()))
        request = Request(  # noqa: S310 - the address is the operator's
            url, data=content, headers={"Content-Type": "application/json", SIGNATURE: header}
        )
        try:
            with opener.open(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read())
        except HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")
        except (URLError, OSError, http.client.HTTPException) as error:
            raise NoAnswer from error

    return send


class Post:
    """Sends what is due; `at` is the sender's clock in seconds, real or simulated."""

    def __init__(self, store: Store, faults: Faults, send: Send) -> None:
        self.store, self.faults, self.send = store, faults, send

    def waiting(self) -> int:
        return len(self.store.where("outgoing", "state", WAITING))

    def deliver(self, at: float) -> int:
        """Try every message that is due; returns how many the province took."""
        return sum(
            self._try(row, at) for row in self.store.where("outgoing", "state", WAITING) if row["next"] <= at
        )

    def _try(self, row: dict[str, Any], at: float) -> bool:
        if self.faults.strikes("reorder"):
            return self._later(row, at, "")
        if self.faults.strikes("lose"):
            return self._later(row, at, "")
        content = json.dumps(row["body"], ensure_ascii=False).encode()
        try:
            status, answer = self.send(content)
            if self.faults.strikes("repeat"):
                status, answer = self.send(content)
        except (NoAnswer, ValueError):
            return self._later(row, at, "")
        if self.faults.strikes("lose_answer"):
            return self._later(row, at, "")
        if status == 200 and answer.get("error_code") == "00":
            return self._accepted(row, answer)
        row["refusals"] = row.get("refusals", 0) + 1
        return self._later(row, at, f"{answer.get('error_code', status)}: {answer.get('message', '')}")

    def _accepted(self, row: dict[str, Any], answer: dict[str, Any]) -> bool:
        row["state"], row["said"] = TAKEN, answer.get("message", "")
        self.store.put("outgoing", row["key"], row)
        return True

    def _later(self, row: dict[str, Any], at: float, reply: str) -> bool:
        row["tries"] += 1
        row["said"] = reply or row["said"]
        row["next"] = at + min(LONGEST_WAIT, FIRST_WAIT * 2 ** (row["tries"] - 1))
        if row.get("refusals", 0) >= MOST_REFUSALS:
            row["state"] = REFUSED
        self.store.put("outgoing", row["key"], row)
        return False
