"""The code by which a paper of the store is shown: eight letters without look-alikes, kept as a keyed digest only."""

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 8
LIVES = timedelta(minutes=5)


def new_code() -> str:
    """Some forty bits: with the limit of tries and five minutes nobody meets one by guessing."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """As typed from a screen: blanks, dashes and small letters do no harm; "" for what can be no code."""
    plain = "".join(typed.upper().split()).replace("-", "")
    return plain if len(plain) == LENGTH and set(plain) <= set(LETTERS) else ""


def write_code(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


def digest_of(code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"paper showing|{code}".encode(), sha256).hexdigest()
