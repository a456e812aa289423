"""The two ways to the document axis: its own interface (VXP), and the platform of a province (LGSP)."""

import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import requests
from django.conf import settings
from django.utils import timezone

from tinhso.kernel.outbox.public import Answer
from tinhso.lib.edxml.dates import written_date
from tinhso.lib.edxml.tree import MOST_BYTES
from tinhso.lib.messages.axis_wire import PASSING, signed_headers

SECONDS = 20
OK = "0"
EDOC, STATUS = "edoc", "status"


class AxisAway(Exception):
    """The axis does not answer, is busy or answers nonsense: the same message may pass later."""


@dataclass(frozen=True)
class Listed:
    """A message that waits at the axis for an agency; the axis may list the newer before the older."""

    axis_id: str
    sender: str
    at: str = ""  # as the axis writes it: moments of one form sort as they are


class Axis(Protocol):
    """Whoever carries messages; each call raises AxisAway if it may pass later."""

    zipped: bool

    def send(self, content: bytes, kind: str, *, sender: str, receiver: str) -> Answer: ...
    def received(self, organ: str, kind: str, *, since: date, until: date) -> list[Listed]: ...
    def fetch(self, organ: str, axis_id: str) -> bytes: ...
    def acknowledge(self, organ: str, axis_id: str, *, accepted: bool) -> None: ...


def axis_settings() -> dict[str, str] | None:
    """`form` (vxp or lgsp), `url`, `system` and `secret`; None where the instance is not connected."""
    found: dict[str, str] | None = settings.DOCUMENT_AXIS
    return found


def axis_client() -> Axis | None:
    given = axis_settings()
    if given is None:
        return None
    return LgspClient(given) if given.get("form") == "lgsp" else VxpClient(given)


class _Calls:
    def __init__(self, given: dict[str, str]) -> None:
        self.given = given
        self.http = requests.Session()
        self.http.trust_env = False

    def _ask(self, call: Callable[[], requests.Response]) -> requests.Response:
        try:
            answer = call()
        except requests.RequestException as error:
            raise AxisAway(type(error).__name__) from error
        if answer.status_code >= 500 or len(answer.content) > MOST_BYTES * 2:
            raise AxisAway(str(answer.status_code))
        return answer

    def _answer(self, response: requests.Response) -> Answer:
        try:
            data = response.json()
        except ValueError as error:
            raise AxisAway(type(error).__name__) from error
        if not isinstance(data, dict) or "ErrorCode" not in data:
            raise AxisAway(str(response.status_code))
        code, text = str(data["ErrorCode"])[:10], str(data.get("ErrorDesc", ""))[:300]
        if code in PASSING:
            raise AxisAway(text)
        return Answer(code, text, data)

    def _data(self, response: requests.Response) -> Any:
        """What a question was answered with; a refusal is as good as silence: somebody has to mend the settings."""
        answer = self._answer(response)
        if answer.code != OK:
            raise AxisAway(f"{answer.code} {answer.text}")
        return answer.data.get("data")


class VxpClient(_Calls):
    zipped = True

    def send(self, content: bytes, kind: str, *, sender: str, receiver: str) -> Answer:
        return self._answer(self._post("/sendEdoc", content, kind, **{"from": sender, "to": receiver}))

    def received(self, organ: str, kind: str, *, since: date, until: date) -> list[Listed]:
        """All that waits: the axis lists no days, and leaves out what was acknowledged."""
        return _listed(self._data(self._post("/getReceivedEdocList", b"{}", kind, to=organ)))

    def fetch(self, organ: str, axis_id: str) -> bytes:
        found = self._post("/getEdoc", b"", "", to=organ, docId=axis_id)
        if found.headers.get("Content-Type", "").startswith("application/json"):
            raise AxisAway(self._answer(found).text)
        return found.content

    def acknowledge(self, organ: str, axis_id: str, *, accepted: bool) -> None:
        body = json.dumps({"docId": axis_id, "status": "done" if accepted else "fail"})
        self._data(self._post("/updateStatus", body.encode(), "", to=organ))

    def _post(self, path: str, body: bytes, kind: str, **words: str) -> requests.Response:
        words = {"servicetype": "eDoc", "messagetype": kind, **words} if kind else words
        headers = signed_headers(
            words, system=self.given["system"], secret=self.given["secret"], at=timezone.now()
        )
        headers["Content-Type"] = "application/octet-stream"
        url = f"{self.given['url']}{path}"
        return self._ask(
            lambda: self.http.post(url, data=body, headers=headers, timeout=SECONDS, allow_redirects=False)
        )


class LgspClient(_Calls):
    zipped = False

    def send(self, content: bytes, kind: str, *, sender: str, receiver: str) -> Answer:
        files = {"edocFile": ("message.edxml", content, "application/xml")}
        return self._answer(self._call("POST", "sendEdoc", sender, files=files, data={"messageType": kind}))

    def received(self, organ: str, kind: str, *, since: date, until: date) -> list[Listed]:
        days = {"messageType": kind, "fromDate": written_date(since), "toDate": written_date(until)}
        return _listed(self._data(self._call("GET", "syncReceivedEdocList", organ, params=days)))

    def fetch(self, organ: str, axis_id: str) -> bytes:
        text = self._data(self._call("GET", "getEdoc", organ, params={"docId": axis_id}))
        try:
            return b64decode(str(text), validate=True)
        except ValueError as error:
            raise AxisAway("base64") from error

    def acknowledge(self, organ: str, axis_id: str, *, accepted: bool) -> None:
        body = {"docId": axis_id, "status": "done" if accepted else "fail"}
        self._data(self._call("POST", "updateStatus", organ, json=body))

    def _call(self, method: str, service: str, organ: str, **more: Any) -> requests.Response:
        headers = {"X-SystemId": organ, "X-SecretKey": self.given["secret"]}
        url = f"{self.given['url']}/v1/{service}"
        return self._ask(
            lambda: self.http.request(
                method, url, headers=headers, timeout=SECONDS, allow_redirects=False, **more
            )
        )


def _listed(rows: Any) -> list[Listed]:
    if not isinstance(rows, list):
        raise AxisAway("data")
    found = [
        Listed(str(row["docId"])[:100], str(row.get("from") or ""), str(row.get("created_time") or ""))
        for row in rows
        if isinstance(row, dict) and row.get("docId")
    ]
    return sorted(found, key=lambda one: one.at)


def moment(at: datetime | None) -> datetime | None:
    """A moment of a message with the zone that it was written in without saying so."""
    return at.replace(tzinfo=timezone.get_default_timezone()) if at else None
