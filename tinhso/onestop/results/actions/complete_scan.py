from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper, SigningClosed, drop_drafts, put_signature
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.dossier.actions.let_go_files import let_go_files
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.models import Attachment, StoreEntry
from tinhso.onestop.results.actions.prepare_scan import SCANNED
from tinhso.onestop.store.events import PaperKept


def complete_scan(*, attachment: Attachment, token: str, cms: bytes, by: Actor, now: datetime) -> Paper:
    """The officer's signature goes into the scan: the dossier has the signed copy alone, and so has the owner's store.

    Two transactions: a signature that was given stays and is found again (then `token` is ""). The same
    answer sent twice is done once. Raises: NotYourTurn, SigningClosed, SignatureWrong.
    """
    check_is_at_desk(attachment.dossier, by)
    scan = SCANNED.select_related("copy").get(pk=attachment.pk)
    paper = scan.copy
    if paper is None:
        raise SigningClosed
    if scan.signed_at is not None:
        return paper
    if paper.state == Paper.State.DRAFT:
        paper = put_signature(paper, token=token, cms=cms, by=by, now=now)
    with transaction.atomic():
        take_copy(attachment, paper, by=by, now=now)
    return paper


def take_copy(attachment: Attachment, paper: Paper, *, by: Actor, now: datetime) -> None:
    """The signed file takes the place of the unsigned one, whose bytes go."""
    scan = SCANNED.select_for_update(of=("self",)).select_related("file").get(pk=attachment.pk)
    if scan.signed_at is not None:
        return
    unsigned = scan.file
    scan.file, scan.signed_at = paper.file, now
    scan.save(update_fields=["file", "signed_at"])
    drop_drafts(paper=paper, now=now)
    if StoredFile.objects.filter(pk=unsigned.pk).exists():  # it was written anew to be signed
        let_go_files([unsigned], by=by, now=now)
    keep_copy(attachment, paper, by=by, now=now)


def keep_copy(attachment: Attachment, paper: Paper, *, by: Actor, now: datetime) -> None:
    dossier = attachment.dossier
    if dossier.case.person_id is None:
        return
    names = {p.id: p.name for p in papers_of(dossier.version)}
    entry = StoreEntry.objects.create(
        person_id=dossier.case.person_id,
        origin=StoreEntry.Origin.SCAN,
        title=names.get(attachment.paper, paper.kind_facts.name)[:300],
        file=paper.file,
        paper=paper,
        dossier=dossier,
        officer_id=by.user_id,
        kept_at=now,
    )
    record(PaperKept(case_id=dossier.pk, entry_id=entry.pk, origin=entry.origin), by=by, at=now)
