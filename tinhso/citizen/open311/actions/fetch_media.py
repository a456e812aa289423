import io
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction

from tinhso.citizen.models import PendingRequest, Report
from tinhso.citizen.open311.answer import Refused
from tinhso.citizen.open311.post import Posted, content_of
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.photos import PhotoRefused, holder_of, take_photo
from tinhso.kernel.events.public import Actor
from tinhso.lib.messages.public_fetch import FetchFailed, Limits, fetch

LIMITS = Limits(octets=10_000_000, seconds=30, idle=10, redirects=3)
NOTHING: dict[str, Any] = {"body": {}, "media_url": ""}
"""What is left of what was sent: the picture's address may name whose it is."""
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def take_media(*, pending: PendingRequest, now: datetime) -> Report | None:
    """Fetch the picture of a request from the public net and make the report; without a picture if none can be had.

    None where even so nothing can be made of it (no words and no picture). The fetch is outside of any transaction.
    """
    if pending.report_id:
        return pending.report
    photos = [UUID(one) for one in pending.body.get("photos", [])]
    if found := _picture(pending, now):
        photos.append(found)
    return _submit(pending, tuple(photos), now)


def _picture(pending: PendingRequest, now: datetime) -> UUID | None:
    try:
        media_type, content = fetch(
            pending.media_url, limits=LIMITS, local=settings.FETCH_LOCAL, accept="image/*"
        )
        kind = media_type.media_type.partition(";")[0].strip().lower()
        name = f"anh.{ENDINGS.get(kind, '')}".rstrip(".")
        file = InMemoryUploadedFile(io.BytesIO(content), "media", name, kind, len(content), None)
        return take_photo(file, holder=holder_of(pending.pk), now=now).pk
    except (FetchFailed, PhotoRefused):
        return None  # the words of the report are worth more than its picture


@transaction.atomic
def _submit(pending: PendingRequest, photos: tuple[UUID, ...], now: datetime) -> Report | None:
    try:
        content = content_of(Posted.from_json(pending.body), on=now.date(), photos=photos)
    except Refused:
        PendingRequest.objects.filter(pk=pending.pk).update(**NOTHING)
        return None
    report = submit_report(
        content=content,
        client_key=pending.pk,
        channel=Report.Channel.OPEN311,
        api_key=pending.api_key,
        by=Actor(),
        now=now,
    )
    PendingRequest.objects.filter(pk=pending.pk).update(report=report, **NOTHING)
    return report
