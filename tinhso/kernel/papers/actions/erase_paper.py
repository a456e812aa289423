from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import StoredFile, erase_file
from tinhso.kernel.papers.events import PaperErased
from tinhso.kernel.papers.models import Paper, Signature, SigningRequest


class StillNeeded(Exception):
    """An issued paper is revoked and never erased, for others rely on it; an unsigned one still needs its draft."""


@transaction.atomic
def erase_paper(*, paper: Paper, by: Actor, now: datetime) -> list[StoredFile]:
    """Remove a draft or a digital copy with its signatures; the files that went with it.

    The system that held it has asked its own permission. A file that something else points to stays.
    Raises: StillNeeded.
    """
    if paper.state in {Paper.State.ISSUED, Paper.State.REVOKED}:
        raise StillNeeded(paper.pk)
    files = files_of(paper)
    paper_id, case_id = paper.pk, paper.case_id
    SigningRequest.objects.filter(paper=paper).delete()
    Signature.objects.filter(paper=paper).delete()
    paper.delete()
    record(PaperErased(paper_id=paper_id, case_id=case_id), by=by, at=now)
    return [file for file in files if _erase(file, now)]


@transaction.atomic
def drop_drafts(*, paper: Paper, now: datetime) -> None:
    """Of a signed copy keep the signed file alone: what was prepared for signing is erased with its bytes.

    Raises: StillNeeded for a draft.
    """
    if paper.state == Paper.State.DRAFT:
        raise StillNeeded(paper.pk)
    files = files_of(paper)
    SigningRequest.objects.filter(paper=paper).delete()
    paper.draft = paper.file
    paper.save(update_fields=["draft"])
    for file in files:
        if file.pk != paper.file_id:
            _erase(file, now)


def files_of(paper: Paper) -> list[StoredFile]:
    """Every file in which the paper ever stood: drafted, prepared for a signature, signed."""
    requests = SigningRequest.objects.filter(paper=paper)
    known = {paper.file_id, paper.draft_id}
    for one in (requests.values_list("base"), requests.values_list("prepared")):
        known |= {pk for (pk,) in one}
    known |= set(Signature.objects.filter(paper=paper).values_list("file", flat=True))
    return list(StoredFile.objects.filter(pk__in=known).order_by("created_at", "pk"))


def _erase(file: StoredFile, now: datetime) -> bool:
    file_id = file.pk
    try:
        with transaction.atomic():
            erase_file(file, by=SYSTEM, now=now)
    except ProtectedError:
        file.pk = file_id
        return False
    file.pk = file_id  # so that whoever counts can tell one from another
    return True
