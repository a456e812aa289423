from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.documents.incoming.actions.receive_document import CameFile, receive_document
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.incoming.permissions import check_can_receive
from tinhso.documents.models import ArrivingDocument, Scan, ScanPart
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def enter_part(
    *,
    part: ScanPart,
    letter: ArrivingLetter,
    secrecy: str,
    by: Actor,
    now: datetime,
    client_key: UUID | None = None,
) -> ArrivingDocument:
    """One document of a scan comes to the register, with its file; the text that was read off it is what it is found by.

    Whoever is second gets the document that stands. Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    scan = Scan.objects.select_for_update(of=("self",)).select_related("agency").get(pk=part.scan_id)
    check_can_receive(scan.agency_id, by)
    row = ScanPart.objects.select_for_update(of=("self",)).select_related("file").get(pk=part.pk)
    if row.document_id is not None:
        earlier: ArrivingDocument = ArrivingDocument.objects.whole().get(pk=row.document_id)
        return earlier
    if scan.state != Scan.State.SPLIT:
        raise EntryRefused("", "Bản quét này không mở được nữa.")
    if scan.parts.filter(state=ScanPart.State.READING).exists():
        raise EntryRefused("", "Đang nhận dạng chữ của bản quét; vào sổ sau vài phút.")
    document = receive_document(
        agency=scan.agency,
        letter=replace(letter, content=row.text),
        channel=ArrivingDocument.Channel.SCAN,
        files=[CameFile(row.file)],
        secrecy=secrecy,
        client_key=client_key,
        by=by,
        now=now,
    )
    row.document = document
    row.save(update_fields=["document"])
    return document
