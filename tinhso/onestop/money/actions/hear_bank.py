"""A signed message of the bank: money came in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from tinhso.lib.dates import read_moment
from tinhso.lib.messages.plain_json import read_json
from tinhso.lib.messages.signed_message import check
from tinhso.onestop.models import BankNonce, Payment
from tinhso.onestop.money.actions.receive_payment import Transfer, receive_transfer

MOST_DONG = 10**12
REMEMBERED = timedelta(days=1)


class Replayed(Exception):
    """A message with this nonce was heard before."""


class NotAMessage(Exception):
    """Signed, but not of the shape that was agreed."""


@transaction.atomic
def hear_bank(
    *, body: bytes, moment: str, nonce: str, signature: str, real_now: datetime, now: datetime
) -> Payment:
    """Believe a message by its signature and take the transfer in, once.

    `real_now` is the machine's clock, by which both sides sign. Raises: BadSignature, TooOld, Replayed,
    NotAMessage, UnknownAccount.
    """
    check(settings.BANK_SECRET, moment, nonce, body, signature, now=int(real_now.timestamp()))
    BankNonce.objects.filter(seen_at__lt=real_now - REMEMBERED).delete()
    try:
        with transaction.atomic():
            BankNonce.objects.create(nonce=nonce, seen_at=real_now)
    except IntegrityError:
        raise Replayed from None
    return receive_transfer(read_transfer(body, now), now=now)


def read_transfer(body: bytes, now: datetime) -> Transfer:
    """The transfer that a message tells of, with the legal moment of its arrival."""
    try:
        fields = read_json(body)
        ref, account, amount, memo = (fields[key] for key in ("bank_ref", "account", "amount", "memo"))
        read_moment(fields["paid_at"])
    except (ValueError, KeyError, TypeError):
        raise NotAMessage from None
    texts = all(isinstance(word, str) and "\0" not in word for word in (ref, account, memo))
    if not texts or not 0 < len(ref) <= 40 or type(amount) is not int or not 0 < amount < MOST_DONG:
        raise NotAMessage
    return Transfer(ref, account, amount, memo, now)
