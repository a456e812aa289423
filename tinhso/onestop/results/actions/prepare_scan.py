from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, adopt_scan, prepare_signature
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.dossier.slips import place_name
from tinhso.onestop.models import Attachment

SCANNED = Attachment.objects.filter(scanned_by__isnull=False)


class ScanNotReady(Conflict):
    """The scan still waits for its check of malicious code, or did not pass it."""


@transaction.atomic
def prepare_scan(*, attachment: Attachment, by: Actor, now: datetime) -> SigningRequest | None:
    """Make a scan of this desk ready for the signature of the officer who received it; None if it is signed.

    Raises: NotYourTurn, ScanNotReady, ScanUnreadable.
    """
    check_is_at_desk(attachment.dossier, by)
    scan = SCANNED.select_for_update(of=("self",)).select_related("file", "copy").get(pk=attachment.pk)
    if scan.signed_at is not None or (scan.copy is not None and scan.copy.state != scan.copy.State.DRAFT):
        return None
    if scan.file.state != StoredFile.State.CLEAN:
        raise ScanNotReady(scan.dossier_id)
    paper = scan.copy or _adopt(scan, attachment, by, now)
    return prepare_signature(paper=paper, role=Signature.Role.PERSON, by=by, now=now)


def _adopt(scan: Attachment, attachment: Attachment, by: Actor, now: datetime) -> Paper:
    case = attachment.dossier.case
    assert case.desk is not None  # whoever sits at it was asked above
    place = place_name(case.desk, now.astimezone(HANOI).date())
    paper = adopt_scan(
        file=scan.file, subject=case.code, agency=case.desk, place=place, by=by, now=now, case_id=case.pk
    )
    scan.copy = paper
    scan.save(update_fields=["copy"])
    return paper
