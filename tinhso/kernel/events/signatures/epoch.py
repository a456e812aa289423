"""A new epoch is sealed and signed at once, where this process holds the key in force."""

import logging

from tinhso.kernel.events import sealing
from tinhso.kernel.events.signatures.sign_heads import NotSigned, sign_heads

log = logging.getLogger("tinhso.seals")


def begin_epoch() -> int:
    """`sealing.begin_epoch`, and its heads signed; whoever holds no key goes on with `take_up_seal_key`."""
    number = sealing.begin_epoch()
    try:
        sign_heads(every_head=True)
    except NotSigned as error:
        log.warning("the new epoch is not signed yet: %s", type(error).__name__)
    return number
