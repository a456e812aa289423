"""What one place of a form takes: kinds, sizes and counts. The caller decides, this package keeps it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

from tinhso.kernel.events.public import Actor
from tinhso.lib.file_kinds import PICTURES, Kind

MEGABYTE = 1_000_000
DOCUMENTS = frozenset({Kind.PDF, Kind.JPG, Kind.PNG, Kind.DOCX, Kind.XLSX})
TICKET_SALT = "tinhso.files.ticket"
TICKET_SECONDS = 24 * 3600


@dataclass(frozen=True)
class UploadRules:
    """`max_size` and `max_total` are bytes; the counts hold within `scope`, an empty scope is not counted.

    `clean_pictures` writes every picture anew, without place, device and time of the photo.
    """

    allow: frozenset[Kind] = DOCUMENTS
    max_size: int = 10 * MEGABYTE
    scope: str = ""
    max_files: int = 50
    max_total: int = 100 * MEGABYTE
    clean_pictures: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"allow": sorted(self.allow)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "UploadRules":
        return cls(**data | {"allow": frozenset(Kind(word) for word in data["allow"])})


PHOTOS = UploadRules(allow=PICTURES, clean_pictures=True)


class BadTicket(Exception):
    """The page that the upload came from is a day old, of another account, or was tampered with."""


def upload_ticket(rules: UploadRules, *, by: Actor) -> str:
    """Signed rules for `data-ticket` of a file field: the browser brings them back with the first piece."""
    return signing.dumps({"rules": rules.as_json(), "user": by.user_id}, salt=TICKET_SALT, compress=True)


def rules_of_ticket(ticket: str, *, by: Actor) -> UploadRules:
    try:
        data = signing.loads(ticket, salt=TICKET_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature as error:
        raise BadTicket from error
    if data["user"] != by.user_id:
        raise BadTicket
    return UploadRules.from_json(data["rules"])
