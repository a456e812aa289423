"""Makers for money: a version that collects, agency A's account, and messages signed as the bank signs them."""

import json
import time
from datetime import date
from typing import Any
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from tinhso.lib.messages.signed_message import sign
from tinhso.onestop.models import CollectionAccount, Dossier, FeeCharge
from tinhso.onestop.tests.makers import Shop

SECRET = "thu-nghiem"
ACCOUNT = "3713000001"
FEES = [
    {"name": "Phí thẩm định", "amount": 100_000, "source": "thử"},
    {"name": "Phí sao chép", "amount": 2_000, "per": "page", "source": "thử"},
]


def collecting(shop: Shop, due: str = "accept") -> Shop:
    """The same shop with fees of 102.000 đồng; the trigger that keeps published versions lets a new row only."""
    shop.version.fees, shop.version.fee_due = FEES, due
    old = shop.version.pk
    shop.version.pk, shop.version.number = None, 2
    shop.version.published_at = None
    shop.version.save()
    assert shop.version.pk != old
    CollectionAccount.objects.create(
        agency=shop.town.desk_a,
        bank="970415",
        bank_name="Ngân hàng thử",
        number=ACCOUNT,
        holder="Sở A",
        valid=DateRange(date(2020, 1, 1), None),
        source="thử",
    )
    return shop


def charge_of(dossier: Dossier) -> FeeCharge:
    return FeeCharge.objects.whole().get(dossier=dossier)


def message(memo: str, amount: int, ref: str = "", **changes: Any) -> bytes:
    values = {"bank_ref": ref or uuid4().hex, "account": ACCOUNT, "amount": amount, "memo": memo}
    return json.dumps(values | {"paid_at": "2024-03-08T02:00:00+00:00"} | changes).encode()


def post_message(body: bytes, *, secret: str = SECRET, nonce: str = "", ago: int = 0) -> Any:
    """The bank's message over HTTP; the answer."""
    moment, nonce = int(time.time()) - ago, nonce or uuid4().hex
    headers = {
        "X-Bank-Timestamp": str(moment),
        "X-Bank-Nonce": nonce,
        "X-Bank-Signature": sign(secret, moment, nonce, body),
    }
    client = Client(enforce_csrf_checks=True)
    return client.post("/ngan-hang/bao-co/", body, "application/json", headers=headers)
