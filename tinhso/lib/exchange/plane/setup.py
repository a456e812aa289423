"""How one plane is set up; the program that starts it reads this of its environment."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PlaneSetup:
    """`folder` holds the last good policy and the spool of the log; `policy_keys` are the public keys that it trusts.

    `audience` is the address of its token endpoint as callers know it. `local` lets providers stand on this machine and
    without TLS: in a demo and in tests alone. Without `subject_word` no row names a person, not even by a pseudonym.
    """

    name: str
    folder: Path
    audience: str
    policy_keys: tuple[str, ...]
    pull_url: str = ""
    pull_token: str = ""
    pull_seconds: float = 5.0
    subject_word: str = ""
    local: bool = False
    most_body: int = 50_000_000
    connect_seconds: float = 5.0
    answer_seconds: float = 30.0
    whole_seconds: float = 120.0
    body_seconds: float = 30.0
    calls_of_provider: int = 64
