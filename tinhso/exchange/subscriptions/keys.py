"""By which keys webhooks are signed: out of the platform's key, and of those before it as long as they lie here."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tinhso.lib.exchange.webhooks import public_word, webhook_key


def signing_keys() -> list[Ed25519PrivateKey]:
    """The newest first: a message has a signature by each, so a receiver changes its key when it suits it. KeyTooShort."""
    return [webhook_key(word) for word in (settings.EXCHANGE_KEY, *settings.EXCHANGE_KEYS_BEFORE)]


def public_words() -> list[str]:
    """What receivers are given."""
    return [public_word(key.public_key()) for key in signing_keys()]
