"""What one place of a form takes: kinds, sizes and counts. The caller decides, this package keeps it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.holder import Holder, Owner
from tinhso.lib.files.kinds import PICTURES, Kind

MEGABYTE = 1_000_000
DOCUMENTS = frozenset({Kind.PDF, Kind.JPG, Kind.PNG, Kind.DOCX, Kind.XLSX})
TICKET_SALT = "tinhso.files.ticket"
TICKET_SECONDS = 24 * 3600


@dataclass(frozen=True)
class UploadRules:
    """`max_size` and `max_total` are bytes; the counts hold within `scope`, an empty scope is not counted.

    `clean_pictures` writes every picture anew, without place, device and time of the photo, its longer side at most `most_side`
    pixels (0: as large as it came).
    """

    allow: frozenset[Kind] = DOCUMENTS
    max_size: int = 10 * MEGABYTE
    scope: str = ""
    max_files: int = 50
    max_total: int = 100 * MEGABYTE
    clean_pictures: bool = False
    most_side: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"allow": sorted(self.allow)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "UploadRules":
        return cls(**data | {"allow": frozenset(Kind(word) for word in data["allow"])})


PHOTOS = UploadRules(allow=PICTURES, clean_pictures=True)


class BadTicket(Exception):
    """The page that the upload came from is a day old, of another account or browser, or was tampered with."""


def upload_ticket(rules: UploadRules, *, by: Owner, browser: str = "") -> str:
    """Signed rules for `data-ticket` of a file field: the browser brings them back with every piece.

    For an account, or for the holder of a draft in that `browser` (`kernel.site.browser.browser_notes`), whoever is signed in.
    """
    if isinstance(by, Holder):
        whose: dict[str, Any] = {"scope": by.scope, "browser": browser}
    else:
        whose = {"user": by.user_id}
    return signing.dumps({"rules": rules.as_json()} | whose, salt=TICKET_SALT, compress=True)


def read_ticket(ticket: str, *, by: Actor, browser: str) -> tuple[UploadRules, Owner]:
    """The rules, and whose the file is: the account that asks, or the holder of the draft. BadTicket."""
    try:
        data = signing.loads(ticket, salt=TICKET_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature as error:
        raise BadTicket from error
    rules = UploadRules.from_json(data["rules"])
    if "scope" in data:
        if not browser or data["browser"] != browser:
            raise BadTicket
        return rules, Holder(data["scope"])
    if data["user"] != by.user_id:
        raise BadTicket
    return rules, by
