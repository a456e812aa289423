from datetime import datetime

from django.db import transaction

from tinhso.citizen.models import Report, ReportDraft, ReportPhoto
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import Contact, ContentRefused, ReportContent
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Person


@transaction.atomic
def submit_draft(
    *, draft: ReportDraft, person: Person | None, confirmed: bool, by: Actor, now: datetime
) -> Report:
    """Send what was written page by page; the draft goes with it. Raises: ContentRefused."""
    if draft.category is None:
        raise ContentRefused([("category", "Chọn nội dung phản ánh.")])
    photos = list(draft.photos.select_related("file"))
    report = submit_report(
        content=content_of(draft, confirmed=confirmed),
        client_key=draft.key,
        channel=Report.Channel.APP,
        person=person,
        by=by,
        now=now,
        photos_kept=len(photos),
    )
    ReportPhoto.objects.bulk_create(
        ReportPhoto(report=report, file=photo.file, order=photo.order, added_at=now) for photo in photos
    )
    draft.photos.all().delete()
    draft.delete()
    return report


def content_of(draft: ReportDraft, *, confirmed: bool) -> ReportContent:
    assert draft.category is not None
    return ReportContent(
        category=draft.category,
        description=draft.description,
        address=draft.address,
        lat=draft.lat,
        lon=draft.lon,
        commune=draft.commune,
        attributes=draft.attributes,
        anonymous=draft.anonymous,
        contact=Contact(draft.name, draft.phone, draft.email, confirmed),
    )
