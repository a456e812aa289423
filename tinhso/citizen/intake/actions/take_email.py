import io
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction

from tinhso.citizen.intake.email_intake import EmailRefused, Incoming, read_email
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.reports.actions.submit_report import sent_before, submit_report
from tinhso.citizen.reports.content import ContentRefused, ReportContent
from tinhso.citizen.reports.photos import PhotoRefused, holder_of, take_photo
from tinhso.citizen.reports.report_notices import tell_reporter
from tinhso.kernel.events.public import Actor

PLACE = "Nơi xảy ra ghi trong thư"


def take_email(octets: bytes, *, category: ReportCategory, now: datetime) -> Report:
    """One e-mail as a report for the desk, which reads where and what it is; the same message again gives the same report.

    The sender gets its code and secret link back by e-mail. A picture that the photo checks refuse is left
    out where there are words. Raises: EmailRefused.
    """
    mail = read_email(octets)
    if earlier := sent_before(mail.key):
        return earlier
    photos, refused = _photos(mail, now)
    if not mail.text and not photos:
        raise EmailRefused(refused)
    content = ReportContent(
        category=category, description=mail.text, address=PLACE, photos=photos, contact=mail.contact
    )
    try:
        with transaction.atomic():
            report = submit_report(
                content=content, client_key=mail.key, channel=Report.Channel.EMAIL, by=Actor(), now=now
            )
            tell_reporter(report, "report_received", now=now)
    except ContentRefused as wrong:
        raise EmailRefused(" ".join(words for _name, words in wrong.problems)) from wrong
    return report


def _photos(mail: Incoming, now: datetime) -> tuple[tuple[UUID, ...], str]:
    """The pictures that were kept, and why the last of the others was not."""
    files: dict[UUID, None] = {}
    why = ""
    for name, media, content in mail.pictures:
        file = InMemoryUploadedFile(io.BytesIO(content), "photo", name, media, len(content), None)
        try:
            files[take_photo(file, holder=holder_of(mail.key), now=now).pk] = None
        except PhotoRefused as refused:
            why = str(refused)
    return tuple(files), why
