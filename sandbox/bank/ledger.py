"""SANDBOX: the bank's books and the messages that it still owes its customer."""

import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from tinhso.lib.messages.signed_message import sign

TRIES = 6
FAULTS = ("none", "refuse", "delay", "lose", "down", "repeat")


@dataclass
class Entry:
    """One line of the statement; `amount` is whole đồng and below zero for what went out."""

    bank_ref: str
    account: str
    amount: int
    memo: str
    paid_at: str

    def as_json(self) -> dict[str, Any]:
        return {"sandbox": True} | asdict(self)


@dataclass
class Ledger:
    """Books in memory, and a messenger that tries again. `webhook` is "" where nobody wants to be told."""

    secret: str
    webhook: str = ""
    pause: float = 1.0
    fault: str = "none"
    entries: list[Entry] = field(default_factory=list)
    refunds: dict[str, Entry] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def pay(self, account: str, amount: int, memo: str) -> Entry:
        """Money comes into the account; the message follows, as the fault of the moment lets it."""
        entry = self._book(account, amount, memo)
        if self.fault != "lose":
            threading.Thread(target=self.notify, args=[entry], daemon=True).start()
        return entry

    def refund(self, key: str, account: str, amount: int, memo: str) -> Entry:
        """Money goes back; the same key pays once."""
        with self.lock:
            if key in self.refunds:
                return self.refunds[key]
            self.refunds[key] = entry = self._new(account, -amount, memo)
            self.entries.append(entry)
            return entry

    def statement(self, account: str, day: str) -> list[Entry]:
        """The account's lines of one day, `YYYY-MM-DD`; "" for all."""
        return [e for e in self.entries if e.account == account and e.paid_at.startswith(day)]

    def notify(self, entry: Entry) -> bool:
        """Send the signed message until it is taken, at most so many times; whether it was."""
        if self.fault == "delay":
            time.sleep(self.pause * 5)
        for attempt in range(TRIES):
            if self._sent(entry):
                return not (self.fault == "repeat" and not self._sent(entry))
            time.sleep(self.pause * 2**attempt)
        return False

    def _sent(self, entry: Entry) -> bool:
        if not self.webhook or self.fault == "down":
            return False
        body = json.dumps(entry.as_json()).encode()
        moment, nonce = int(time.time()), secrets.token_urlsafe(18)
        headers = {
            "Content-Type": "application/json",
            "X-Bank-Timestamp": str(moment),
            "X-Bank-Nonce": nonce,
            "X-Bank-Signature": sign(self.secret, moment, nonce, body),
        }
        request = urllib.request.Request(self.webhook, body, headers)  # noqa: S310 - the address is our own
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return bool(answer.status < 300)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False

    def _book(self, account: str, amount: int, memo: str) -> Entry:
        entry = self._new(account, amount, memo)
        with self.lock:
            self.entries.append(entry)
        return entry

    def _new(self, account: str, amount: int, memo: str) -> Entry:
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        return Entry(f"SBX{secrets.token_hex(8).upper()}", account, amount, memo, moment)
