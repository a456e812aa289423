"""How one plane is set up; the program that starts it reads this of its environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ENDPOINT = "/lgsp/token"


@dataclass(frozen=True)
class PlaneSetup:
    """`folder` holds the last good policy, the spool of the log and what the processes of this plane share: the keys of its tokens,
    used statements, quotas. `policy_keys` are the public keys that it trusts.

    `front_secret` is shared with the server that ends TLS and passes client certificates on. `audience` is the address of its token endpoint as callers know it. `local` lets providers stand on this machine and
    without TLS: in a demo and in tests alone; `stand_ins` are then the processes that stand at addresses of the policy. Without `subject_word` no row names a person, not even by a pseudonym.
    """

    name: str
    folder: Path
    audience: str
    policy_keys: tuple[str, ...]
    pull_url: str = ""
    pull_token: str = ""
    pull_seconds: float = 5.0
    subject_word: str = ""
    front_secret: str = ""
    metrics_token: str = ""
    local: bool = False
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    most_body: int = 50_000_000
    most_signed_answer: int = 8_000_000
    connect_seconds: float = 5.0
    answer_seconds: float = 30.0
    whole_seconds: float = 120.0
    header_seconds: float = 10.0
    body_seconds: float = 30.0
    whole_body_seconds: float = 90.0
    calls_of_provider: int = 64
    processes: int = 1

    @property
    def issuer(self) -> str:
        """The plane as its tokens name it (RFC 8414): its address without a path."""
        return self.audience.removesuffix(ENDPOINT)
