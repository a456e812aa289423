from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import FileRefused, claim_files, store_upload
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.catalogue.papers import OTHER_PAPER, papers_of
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import Attachment, CutoverDossier, Dossier
from tinhso.onestop.takeover.attachments import AS_THEY_ARE, DECLARED, FilePlan, OldFile, Place
from tinhso.onestop.takeover.cells import Fault
from tinhso.onestop.takeover.columns import MANIFEST_COLUMNS


def take_over_files(*, plan: FilePlan, place: Place, by: Actor, now: datetime) -> tuple[int, list[Fault]]:
    """Attach each file, one by one; they wait in quarantine like every upload. How many, and what the store refused.

    Broken off, a new plan goes on where it stopped. Raises: PermissionDenied.
    """
    check_can_keep_catalogue(by)
    faults = []
    for one in plan.wanted:
        try:
            take_file(one, place, by=by, now=now)
        except FileRefused as error:
            faults.append(Fault(one.where, MANIFEST_COLUMNS["path"], str(error)))
    return len(plan.wanted) - len(faults), faults


@transaction.atomic
def take_file(one: OldFile, place: Place, *, by: Actor, now: datetime) -> None:
    """Raises: FileRefused."""
    dossier = CutoverDossier.objects.select_related("dossier__version").get(code=one.code).dossier
    with place.open(one.path) as content:
        upload = SimpleUploadedFile(one.name, content.read(), DECLARED)
    file = store_upload(upload, by=by, now=now, rules=AS_THEY_ARE)
    claim_files([file.pk], by=by, now=now)
    Attachment.objects.create(dossier=dossier, paper=paper_of(dossier, one.paper), file=file, added_at=now)


def paper_of(dossier: Dossier, word: str) -> str:
    """The paper of that id or name; "other" where the procedure asks for none of that name."""
    asked = {fold(name): paper.id for paper in papers_of(dossier.version) for name in (paper.id, paper.name)}
    return asked.get(fold(word), OTHER_PAPER)
