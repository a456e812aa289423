from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State, check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.onestop.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.models import Attachment, Dossier
from tinhso.onestop.papers import papers_of

MOST_FILES = 50  # of one dossier


class UnknownPaper(LookupError):
    """The procedure asks for no such paper."""


class TooManyFiles(Exception):
    """A dossier holds at most MOST_FILES files."""


@transaction.atomic
def attach_file(*, dossier: Dossier, paper: str, file: StoredFile, by: Actor, now: datetime) -> Attachment:
    """Hand in a stored file for one of the papers. NotYourTurn, NotADraft, UnknownPaper, TooManyFiles, NotYourFile."""
    check_can_hand_in(dossier.case, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    if paper not in {p.id for p in papers_of(dossier.version) if not p.made}:
        raise UnknownPaper(paper)
    if dossier.attachments.count() >= MOST_FILES:
        raise TooManyFiles(dossier.pk)
    claim_files([file.pk], by=by, now=now)
    round_ = 0 if dossier.case.state == State.DRAFT else 1
    return Attachment.objects.create(dossier=dossier, paper=paper, file=file, added_at=now, round=round_)
