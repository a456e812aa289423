from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State, check_can_hand_in
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.dossier.actions.attach_file import MOST_FILES, TooManyFiles, UnknownPaper
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.models import Attachment, Dossier, Standing, StoreEntry
from tinhso.onestop.store.events import PaperReused
from tinhso.onestop.store.paper_match import same_paper
from tinhso.onestop.store.permissions import can_use_store


class NotInStore(LookupError):
    """The applicant's store holds no such paper, or whoever asks may not use that store."""


class WorthNothing(Exception):
    """The stored paper has expired or was revoked; `standing` says which."""

    def __init__(self, entry: StoreEntry, standing: Standing) -> None:
        super().__init__(standing)
        self.entry, self.standing = entry, standing


@transaction.atomic
def reuse_paper(*, dossier: Dossier, paper: str, entry_id: int, by: Actor, now: datetime) -> Attachment:
    """Use a paper of the applicant's store for a paper that is asked for: the dossier points to the stored file.

    Twice is once. Raises: NotYourTurn, NotADraft, NotInStore, UnknownPaper (also of another kind),
    WorthNothing, TooManyFiles.
    """
    check_can_hand_in(dossier.case, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    entry = entry_for(dossier, entry_id, by)
    asked = {p.id: p.name for p in papers_of(dossier.version) if not p.made}
    if paper not in asked or not same_paper(entry.title, asked[paper]):
        raise UnknownPaper(paper)
    standing = entry.standing(now.astimezone(HANOI).date())
    if standing is not Standing.GOOD:
        raise WorthNothing(entry, standing)
    used = dossier.attachments.filter(file=entry.file_id).first()
    return used or attach_entry(dossier, paper, entry, by, now)


def entry_for(dossier: Dossier, entry_id: int, by: Actor) -> StoreEntry:
    entries = StoreEntry.objects.filter(pk=entry_id, person_id=dossier.case.person_id or 0)
    entry = entries.select_related("paper", "file").first() if can_use_store(dossier, by) else None
    if entry is None:
        raise NotInStore(entry_id)
    return entry


def attach_entry(dossier: Dossier, paper: str, entry: StoreEntry, by: Actor, now: datetime) -> Attachment:
    if dossier.attachments.count() >= MOST_FILES:
        raise TooManyFiles(dossier.pk)
    round_ = 0 if dossier.case.state == State.DRAFT else 1
    attachment = Attachment.objects.create(
        dossier=dossier, paper=paper, file=entry.file, entry=entry, added_at=now, round=round_
    )
    record(PaperReused(case_id=dossier.pk, entry_id=entry.pk, attachment_id=attachment.pk), by=by, at=now)
    return attachment
