from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import FileRefused, claim_files, store_upload
from tinhso.onestop.catalogue.papers import OTHER_PAPER, papers_of
from tinhso.onestop.messages.files import Fetched
from tinhso.onestop.models import Attachment, Dossier, PortalDossier


@transaction.atomic
def keep_files(dossier: Dossier, files: list[Fetched], *, round_: int, by: Actor, now: datetime) -> None:
    """Attach fetched files; they wait in quarantine like every upload. A refused one is told among the other details."""
    asked = {paper.id for paper in papers_of(dossier.version) if not paper.made}
    refused = []
    for one in files:
        upload = SimpleUploadedFile(one.offered.name, one.content, "application/octet-stream")
        try:
            file = store_upload(upload, by=by, now=now)
        except FileRefused as error:
            refused.append([one.offered.name, str(error)])
            continue
        claim_files([file.pk], by=by, now=now)
        paper = one.offered.paper if one.offered.paper in asked else OTHER_PAPER
        Attachment.objects.create(dossier=dossier, paper=paper, file=file, added_at=now, round=round_)
    if refused:
        tell_refused(dossier, refused)


def tell_refused(dossier: Dossier, refused: list[list[str]]) -> None:
    row = PortalDossier.objects.select_for_update().get(dossier=dossier)
    row.other = [*row.other, *refused]
    row.save(update_fields=["other"])
