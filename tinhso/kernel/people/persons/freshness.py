"""How and when the identity provider saw the person, as its signed token tells, and whether that is enough.

Configured in IDENTITY_PROVIDER: `max_age` is how many seconds ago the sign-in there may lie (`false` where the provider
cannot say), `amr` lists the methods of RFC 8176 of which one is wanted (all are taken without it).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

LEEWAY = 60  # seconds that two clocks may differ
REAUTHENTICATION_SECONDS = 60  # seconds: a sign-in there that answers "confirm again"
METHOD = re.compile(r"[a-z0-9_.-]{1,20}")
MOST_METHODS = 10


class NotEnough(ValueError):
    """The sign-in at the provider is too long ago, of an unknown time, or by a method that is not taken here."""


@dataclass(frozen=True)
class Proof:
    """`auth_time` in seconds of the real clock, None where it was not told; `amr` are methods."""

    acr: str = ""
    amr: tuple[str, ...] = ()
    auth_time: int | None = None

    @property
    def at(self) -> datetime | None:
        return datetime.fromtimestamp(self.auth_time, UTC) if self.auth_time is not None else None


def proof_in(claims: Mapping[str, Any]) -> Proof:
    """What of it these claims say; anything of another shape counts as not said."""
    claimed, at = claims.get("amr"), claims.get("auth_time")
    methods = [one for one in (claimed if isinstance(claimed, list) else []) if isinstance(one, str)]
    right = isinstance(at, int) and not isinstance(at, bool) and 0 <= at < 2**33
    return Proof(
        acr=str(claims.get("acr") or "")[:60],
        amr=tuple(one for one in methods if METHOD.fullmatch(one))[:MOST_METHODS],
        auth_time=int(str(at)) if right else None,
    )


def max_age(*, reauthenticating: bool) -> int | None:
    """What is asked for as `max_age`: 0 to confirm again, else the setting, else the life of a session here."""
    wanted = (settings.IDENTITY_PROVIDER or {}).get("max_age", settings.SESSION_COOKIE_AGE)
    if wanted is False:
        return None
    return 0 if reauthenticating else int(wanted)


def check_proof(proof: Proof, *, reauthenticating: bool, now: float) -> None:
    """Raises NotEnough. `now` in seconds of the real clock."""
    wanted = (settings.IDENTITY_PROVIDER or {}).get("amr") or []
    if wanted and not set(wanted) & set(proof.amr):
        raise NotEnough("amr")
    age = max_age(reauthenticating=reauthenticating)
    if age is None:
        return
    if (
        proof.auth_time is None
        or not -LEEWAY <= now - proof.auth_time <= (age or REAUTHENTICATION_SECONDS) + LEEWAY
    ):
        raise NotEnough("auth_time")
