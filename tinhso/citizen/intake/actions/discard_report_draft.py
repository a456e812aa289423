from datetime import datetime, timedelta

from django.db import transaction

from tinhso.citizen.models import ReportDraft
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file

DAYS = 30


@transaction.atomic
def discard_report_draft(*, draft: ReportDraft, now: datetime) -> None:
    """Throw a draft away with its pictures; whoever calls has made sure whose it is."""
    files = [photo.file for photo in draft.photos.select_related("file")]
    draft.photos.all().delete()
    draft.delete()
    for file in files:
        erase_file(file, by=SYSTEM, now=now)


def purge_drafts(*, now: datetime) -> int:
    """Throw away what nobody touched for DAYS. How many."""
    old = list(ReportDraft.objects.filter(changed_at__lt=now - timedelta(days=DAYS))[:500])
    for draft in old:
        discard_report_draft(draft=draft, now=now)
    return len(old)
