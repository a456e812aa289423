"""Asks the bank: to pay a refund out, for the statement of a day. Signed with the shared secret; never inside a transaction."""

import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from tinhso.kernel.site.clock import HANOI
from tinhso.lib.dates import read_moment
from tinhso.lib.messages.signed_message import sign
from tinhso.onestop.models import CollectionAccount, Refund

SECONDS = 10


class _Stay(urllib.request.HTTPRedirectHandler):
    """What is signed for the bank goes to its own address only."""

    def redirect_request(self, *args: Any) -> None:
        return None


NO_DETOUR = urllib.request.build_opener(_Stay)


class BankSilent(Exception):
    """The bank did not answer, or none is configured: try again later."""


class BankRefused(Exception):
    """The bank answered and will not do it."""


def pay_out(refund: Refund) -> str:
    """The bank's reference of the refund; asked twice it pays once. BankSilent, BankRefused."""
    account = CollectionAccount.objects.filter(agency_id=refund.payment.agency_id).first()
    if account is None or not settings.BANK_URL:
        raise BankSilent
    words = {
        "key": f"refund-{refund.pk}",
        "account": account.number,
        "amount": refund.amount,
        "memo": f"HOAN {refund.payment.bank_ref or refund.payment_id}",
    }
    return str(_ask("/v1/refunds", json.dumps(words).encode())["bank_ref"])


@dataclass(frozen=True)
class StatementLine:
    """One line of the bank's statement; `amount` is whole đồng, below zero for what went out."""

    bank_ref: str
    amount: int
    memo: str
    paid_at: datetime


def statement(account: str, day: date) -> list[StatementLine]:
    """What the bank booked into and out of the account on that Vietnamese day. BankSilent, BankRefused.

    The bank counts its days in UTC, so a Vietnamese day lies in two of them.
    """
    if not settings.BANK_URL:
        raise BankSilent
    found: dict[str, StatementLine] = {}
    for asked in (day - timedelta(days=1), day):
        query = urllib.parse.urlencode({"account": account, "day": asked.isoformat()})
        found |= {line.bank_ref: line for line in _lines(_ask(f"/v1/statement?{query}", b""))}
    return [line for line in found.values() if line.paid_at.astimezone(HANOI).date() == day]


def _lines(answer: dict[str, Any]) -> list[StatementLine]:
    """BankSilent where the answer is no statement: half of one must never be taken for the whole."""
    try:
        return [_line(entry) for entry in answer["entries"]]
    except (KeyError, TypeError, ValueError):
        raise BankSilent from None


def _line(entry: dict[str, Any]) -> StatementLine:
    moment = read_moment(entry["paid_at"])
    if moment.tzinfo is None or type(entry["amount"]) is not int or not entry["amount"]:
        raise ValueError(entry["paid_at"])
    return StatementLine(str(entry["bank_ref"]), entry["amount"], str(entry["memo"]), moment)


def _ask(path: str, body: bytes) -> dict[str, Any]:
    moment, nonce = int(time.time()), secrets.token_urlsafe(18)
    headers = {
        "Content-Type": "application/json",
        "X-Bank-Timestamp": str(moment),
        "X-Bank-Nonce": nonce,
        "X-Bank-Signature": sign(settings.BANK_SECRET, moment, nonce, body),
    }
    request = urllib.request.Request(settings.BANK_URL + path, body or None, headers)  # noqa: S310 - configured
    try:
        with NO_DETOUR.open(request, timeout=SECONDS) as answer:
            content: dict[str, Any] = json.load(answer)
            return content
    except urllib.error.HTTPError as error:
        raise (BankSilent if error.code >= 500 else BankRefused)(error.code) from None
    except (urllib.error.URLError, TimeoutError, ConnectionError, ValueError):
        raise BankSilent from None
