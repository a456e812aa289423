from django.db import transaction
from django.utils import timezone

from tinhso.documents.axis.client import axis_settings
from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.axis.reply import reference_to
from tinhso.documents.models import ArrivingDocument, AxisReply, HandlingStatus
from tinhso.kernel.events.public import job


@transaction.atomic
def enqueue_replies(document_id: int) -> int:
    """Queue each state of handling that the sender has not been told yet, in the order in which they arose; how many.

    Of a document that came over the axis alone, and from somebody who can be answered. Called again it queues nothing twice.
    """
    if axis_settings() is None:
        return 0
    rows = ArrivingDocument.objects.select_for_update(of=("self",))
    document = rows.filter(pk=document_id, channel=ArrivingDocument.Channel.EDXML).first()
    if document is None or not _is_answerable(document):
        return 0
    new = list(HandlingStatus.objects.filter(document=document, reply=None).order_by("pk"))
    at, epoch = timezone.now(), current_epoch()
    AxisReply.objects.bulk_create(
        AxisReply(status=one, document=document, epoch=epoch, next_try=at) for one in new
    )
    if new:
        job("documents.send_replies").defer(document_id=document.pk)
    return len(new)


def _is_answerable(document: ArrivingDocument) -> bool:
    about = reference_to(document)
    return bool(about.organ and (about.document_id or about.code))
