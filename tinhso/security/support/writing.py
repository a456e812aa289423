"""Words of reporter and desk, with a file where one came."""

from datetime import datetime

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.support.events import SupportMessageWritten

LONGEST = 4000


def needed(field: str, text: str, words: str, longest: int = 2000) -> str:
    """The text without blanks around it. EntryRefused where it is empty or too long."""
    text = text.strip()
    if not text:
        raise EntryRefused(field, words)
    if len(text) > longest:
        raise EntryRefused(field, f"Nội dung dài {len(text)} ký tự; tối đa {longest} ký tự.")
    return text


def write_down(
    incident: SupportIncident,
    part: SupportMessage.Part,
    text: str,
    *,
    by: Actor,
    now: datetime,
    file: StoredFile | None = None,
) -> SupportMessage:
    """A row of the conversation and its event; the file was sent by the same account. EntryRefused, NotYourFile."""
    words = needed("text", text, "Ghi nội dung.", LONGEST)
    if file is not None:
        claim_files([file.pk], by=by, now=now)
    made = SupportMessage.objects.create(
        incident=incident, part=part, text=words, file=file, file_name=file.name if file else "", by_id=by.user_id, at=now
    )  # fmt: skip
    record(
        SupportMessageWritten(case_id=incident.pk, message_id=made.pk, part=Code(part.value)), by=by, at=now
    )
    return made
