from datetime import datetime

from django.db import transaction

from tinhso.casework.public import State, check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.onestop.catalogue.papers import OTHER_PAPER, papers_of
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.models import Attachment, Dossier

MOST_FILES = 50  # of one dossier


class UnknownPaper(LookupError):
    """The procedure asks for no such paper."""


class TooManyFiles(Exception):
    """A dossier holds at most MOST_FILES files."""


@transaction.atomic
def attach_file(*, dossier: Dossier, paper: str, file: StoredFile, by: Actor, now: datetime) -> Attachment:
    """Hand in a stored file for one of the papers; the same content sent again is the same attachment.

    Raises: NotYourTurn, NotADraft, UnknownPaper, TooManyFiles, NotYourFile.
    """
    check_can_hand_in(dossier.case, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    if paper not in _papers_for(dossier, by):
        raise UnknownPaper(paper)
    if dossier.attachments.count() >= MOST_FILES:
        raise TooManyFiles(dossier.pk)
    round_ = 0 if dossier.case.state == State.DRAFT else 1
    if sent_before := attached(dossier, paper, round_, file):
        return sent_before
    claim_files([file.pk], by=by, now=now)
    return Attachment.objects.create(dossier=dossier, paper=paper, file=file, added_at=now, round=round_)


def _papers_for(dossier: Dossier, by: Actor) -> set[str]:
    """What a file may be of: the desk also scans the application itself, and what else came."""
    papers = {paper.id for paper in papers_of(dossier.version) if by.is_officer or not paper.made}
    return papers | {OTHER_PAPER} if by.is_officer else papers


def attached(dossier: Dossier, paper: str, round_: int, file: StoredFile) -> Attachment | None:
    """The same content for the same paper: the answer to the first sending was lost. One query."""
    return (
        dossier.attachments.filter(paper=paper, round=round_, file__sha256=file.sha256, entry=None)
        .exclude(file=file)
        .first()
    )
