"""Asks the bank: to pay a refund out. Signed with the shared secret; never inside a transaction."""

import json
import secrets
import time
import urllib.error
import urllib.request

from django.conf import settings

from tinhso.lib.signed_message import sign
from tinhso.onestop.models import CollectionAccount, Refund

SECONDS = 10


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


def _ask(path: str, body: bytes) -> dict[str, object]:
    moment, nonce = int(time.time()), secrets.token_urlsafe(18)
    headers = {
        "Content-Type": "application/json",
        "X-Bank-Timestamp": str(moment),
        "X-Bank-Nonce": nonce,
        "X-Bank-Signature": sign(settings.BANK_SECRET, moment, nonce, body),
    }
    request = urllib.request.Request(settings.BANK_URL + path, body, headers)  # noqa: S310 - configured
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            told: dict[str, object] = json.load(answer)
            return told
    except urllib.error.HTTPError as error:
        raise (BankSilent if error.code >= 500 else BankRefused)(error.code) from None
    except (urllib.error.URLError, TimeoutError, ConnectionError, ValueError):
        raise BankSilent from None
