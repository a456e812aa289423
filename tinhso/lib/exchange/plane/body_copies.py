"""Copies of both bodies of a call whose agreement has them stored, sealed into its row. Never of a service with personal data, whatever
the policy says of the agreement."""

import logging

from tinhso.lib.exchange.decision import Granted
from tinhso.lib.exchange.plane.asgi import Body
from tinhso.lib.exchange.plane.rows import CallRow
from tinhso.lib.exchange.stored_bodies import MOST_STORED, seal_bodies
from tinhso.lib.exchange.subjects import NONE

logger = logging.getLogger("tinhso.exchange.plane")


class BodyCopies:
    """Of one call; of an agreement that stores nothing it copies nothing."""

    def __init__(self, granted: Granted, key: str) -> None:
        service = granted.service
        names_nobody = not service.personal and service.subject_in == NONE
        self._key = key if granted.agreement.stores_bodies and names_nobody else ""
        self._response = bytearray()

    @property
    def looked_at(self) -> int:
        """How much of the request has to be copied on its way."""
        return MOST_STORED if self._key else 0

    def add(self, piece: bytes) -> None:
        """Of the answer; one byte more than is stored says that it is too long."""
        if self._key and len(self._response) <= MOST_STORED:
            self._response += piece[: MOST_STORED + 1 - len(self._response)]

    def end(self, row: CallRow, body: Body) -> None:
        """Before the row is closed. A key that is none stores nothing, and the call goes on."""
        if not self._key or max(body.size, len(self._response)) > MOST_STORED:
            return
        try:
            row.stored = seal_bodies(self._key, row.id, body.start[:MOST_STORED], bytes(self._response))
        except ValueError:
            logger.exception("bodies could not be sealed")
