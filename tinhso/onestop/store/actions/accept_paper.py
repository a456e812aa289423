from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.onestop.models import Attachment, StoreEntry
from tinhso.onestop.store.events import PaperKept
from tinhso.onestop.store.permissions import check_can_accept_paper


class NotChecked(Conflict):
    """The file still waits for its scan, or did not pass it: nobody has seen what is in it."""


@dataclass(frozen=True)
class ReadOnPaper:
    """What the officer read on the paper; empty where it does not say."""

    title: str
    number: str = ""
    dated: date | None = None
    issuer: str = ""
    valid_until: date | None = None


@transaction.atomic
def accept_paper(*, attachment: Attachment, paper_read: ReadOnPaper, by: Actor, now: datetime) -> StoreEntry:
    """An officer has compared a paper and finds it valid: it stands in the applicant's store from now on.

    Twice is one entry. Raises: NotYourTurn unless by the desk or the agency that settles, NotChecked.
    """
    dossier = attachment.dossier
    check_can_accept_paper(dossier, by)
    if attachment.entry is not None:
        return attachment.entry
    if attachment.file.state != StoredFile.State.CLEAN:
        raise NotChecked(dossier.pk)
    assert dossier.case.person_id is not None  # checked above, like the account
    entry, is_new = StoreEntry.objects.get_or_create(
        person_id=dossier.case.person_id,
        file=attachment.file,
        defaults={
            "origin": StoreEntry.Origin.ACCEPTED,
            "dossier": dossier,
            "officer_id": by.user_id,
            "kept_at": now,
            **vars(paper_read),
        },
    )
    if is_new:
        record(PaperKept(case_id=dossier.pk, entry_id=entry.pk, origin=entry.origin), by=by, at=now)
    return entry
