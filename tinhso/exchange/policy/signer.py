"""By which key policies of this installation are signed: TINHSO_EXCHANGE_KEY, else `exchange-key` of the state folder."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tinhso.lib.exchange.signing_key import private_key


def signing_key() -> Ed25519PrivateKey:
    """KeyTooShort."""
    return private_key(settings.EXCHANGE_KEY)
