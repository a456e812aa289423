from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import erase_paper
from tinhso.kernel.site.public import in_one_transaction
from tinhso.onestop.actions.let_go_files import let_go_files
from tinhso.onestop.events import PaperReuseUndone
from tinhso.onestop.models import Attachment


@transaction.atomic
def remove_attachments(attachments: Sequence[Attachment], *, by: Actor, now: datetime) -> list[StoredFile]:
    """Take papers out of a dossier, with their files unless something else points to those; the files that went.

    A scan whose signing was begun loses its draft; a signed one that stands in a store stays there.
    """
    files = [attachment.file for attachment in attachments]
    begun = [a.copy for a in attachments if a.copy is not None and a.signed_at is None]
    tell_unused(attachments, by=by, now=now)
    Attachment.objects.filter(pk__in=[a.pk for a in attachments]).delete()
    for paper in begun:
        erase_paper(paper=paper, by=by, now=now)
    left = [file for file in files if StoredFile.objects.filter(pk=file.pk).exists()]
    return let_go_files(left, by=by, now=now)


@in_one_transaction
def tell_unused(attachments: Sequence[Attachment], *, by: Actor, now: datetime) -> None:
    """Part of the deed that takes them out: those of a store are used no more."""
    for attachment in attachments:
        if attachment.entry_id is not None:
            undone = PaperReuseUndone(case_id=attachment.dossier_id, attachment_id=attachment.pk)
            record(undone, by=by, at=now)
