import hmac
import unicodedata

from tinhso.kernel.events.event import Commitment


def commit(salt: bytes, value: str) -> Commitment:
    """HMAC-SHA-256 of `value` under the salt that lies in the erasable row (at least 16 bytes), hexadecimal.

    A bare hash of a 12-digit number can be guessed; without the salt this one says nothing any more.
    """
    key = bytes(salt)
    if len(key) < 16:
        raise ValueError("a salt has at least 16 bytes")
    text = unicodedata.normalize("NFC", value)
    return Commitment(hmac.digest(key, text.encode(), "sha256").hex())
