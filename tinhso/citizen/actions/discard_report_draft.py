from datetime import datetime, timedelta

from django.db import transaction

from tinhso.citizen.models import PhoneCheck, ReportDraft
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.people.public import forget_person

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
    """Throw away what nobody touched for DAYS, and codes that no phone answered. How many drafts."""
    old = list(ReportDraft.objects.filter(changed_at__lt=now - timedelta(days=DAYS))[:500])
    for draft in old:
        discard_report_draft(draft=draft, now=now)
    unanswered = PhoneCheck.objects.filter(confirmed_at=None, sent_at__lt=now - timedelta(days=1))
    for check in unanswered.select_related("person")[:500]:
        with transaction.atomic():
            check.delete()
            forget_person(person=check.person, by=SYSTEM, now=now)
    return len(old)
