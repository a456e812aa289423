"""Fetches the files that the national portal offers with a message, and from nowhere else."""

from dataclasses import dataclass

from tinhso.onestop.messages.client import portal_settings
from tinhso.onestop.messages.envelope import Letter, LetterFile
from tinhso.onestop.messages.fetch import NotFetched, fetch

__all__ = ["Fetched", "NotFetched", "fetch_files"]
PORTAL = "Cổng Dịch vụ công quốc gia"


@dataclass(frozen=True)
class Fetched:
    offered: LetterFile
    content: bytes


def fetch_files(letter: Letter) -> list[Fetched]:
    """All files of the message, in order; NotFetched if any of them does not come."""
    given = portal_settings()
    return [Fetched(one, fetch(one.url, one.name, given=given, where=PORTAL)) for one in letter.files]
