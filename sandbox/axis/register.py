"""SANDBOX: the agencies and messages of the pretended axis, and what it answers."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sandbox.axis.structure import checked
from sandbox.faults import Faults
from sandbox.store import Store
from tinhso.lib.edxml.dates import read_date, written_time
from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import DocumentMessage
from tinhso.lib.messages.axis_wire import AxisError

KINDS = {"edoc", "status"}


@dataclass(frozen=True)
class AxisRefusal(Exception):
    error: AxisError
    words: str = ""

    def as_json(self) -> dict[str, str]:
        return {"status": "FAIL", "ErrorCode": self.error.value, "ErrorDesc": self.words or self.error.words}


class Register:
    """Agencies are known by their identity code; a locked one takes nothing."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults, self._lock = store, faults, Lock()

    def add_agency(self, code: str, name: str, *, former: str = "", locked: bool = False) -> None:
        self.store.put("agency", code, {"code": code, "name": name, "code102": former, "locked": locked})

    def agencies(self) -> list[dict[str, Any]]:
        return [
            {
                "id": one["code"],
                "pid": "",
                "code": one["code"],
                "name": one["name"],
                "mail": "",
                "code102": one["code102"],
            }
            for one in self.store.all("agency")
        ]

    def send(self, content: bytes, kind: str, at: datetime) -> str:
        """Take a message for each of its receivers; its number. AxisRefusal."""
        if kind not in KINDS or not content:
            raise AxisRefusal(AxisError.FILE)
        try:
            message = checked(content)
        except EdxmlRefused as refused:
            raise AxisRefusal(AxisError.EDXML, ", ".join(refused.problems)) from refused
        if isinstance(message, DocumentMessage) != (kind == "edoc"):
            raise AxisRefusal(AxisError.EDXML, "messagetype")
        if self.store.get("agency", message.sender.code) is None:
            raise AxisRefusal(AxisError.SENDER, message.sender.code)
        receivers = (
            [one.code for one in message.receivers]
            if isinstance(message, DocumentMessage)
            else [message.about.organ]
        )
        for code in receivers:
            found = self.store.get("agency", code)
            if found is None:
                raise AxisRefusal(AxisError.RECEIVER, code)
            if found["locked"]:
                raise AxisRefusal(AxisError.LOCKED, code)
        return self._keep(content, kind, message.sender.code, receivers, at)

    def _keep(self, content: bytes, kind: str, sender: str, receivers: list[str], at: datetime) -> str:
        with self._lock:
            number = f"VXP-{self.store.count('message') + 1:08d}"
            self.store.put("message", number, {"hex": content.hex()})
            for code in receivers:
                repeats = 2 if self.faults.strikes("repeat") else 1
                for _ in range(repeats):
                    key = f"{number}.{self.store.count('delivery') + 1}"
                    row = {
                        "id": key,
                        "message": number,
                        "kind": kind,
                        "from": sender,
                        "to": code,
                        "state": "sent",
                    }
                    self.store.put("delivery", key, row | {"at": written_time(at)})
        return number

    def received(self, receiver: str, kind: str, first: str = "", last: str = "") -> list[dict[str, str]]:
        """What waits for this agency, the oldest first; `first` and `last` are days, where the caller keeps a cursor."""
        found = [
            one
            for one in self.store.where("delivery", "to", receiver)
            if one["kind"] == kind and one["state"] != "done" and _between(one["at"], first, last)
        ]
        if self.faults.strikes("reorder"):
            found.reverse()
        return [
            {
                "docId": one["id"], "serviceType": "eDoc", "messageType": kind, "created_time": one["at"],
                "updated_time": one["at"], "from": one["from"], "to": receiver, "status": one["state"], "status_desc": "",
            }
            for one in found
        ]  # fmt: skip

    def fetch(self, receiver: str, key: str) -> bytes:
        found = self.store.get("delivery", key)
        if found is None or found["to"] != receiver:
            raise AxisRefusal(AxisError.FILE, key[:40])
        return bytes.fromhex(self.store.get("message", found["message"])["hex"])

    def acknowledge(self, receiver: str, key: str, state: str) -> None:
        found = self.store.get("delivery", key)
        if found is None or found["to"] != receiver or state not in {"done", "fail"}:
            raise AxisRefusal(AxisError.FILE, key[:40])
        self.store.put("delivery", key, found | {"state": state})

    def as_base64(self, receiver: str, key: str) -> str:
        return b64encode(self.fetch(receiver, key)).decode()


def _between(at: str, first: str, last: str) -> bool:
    day = read_date(at[:10])
    start, end = read_date(first), read_date(last)
    return day is not None and (start is None or day >= start) and (end is None or day <= end)
