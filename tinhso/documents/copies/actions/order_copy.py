from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.documents.copies.details import LONGEST_RECEIVERS, MOST_COPIES, MOST_PAGE, CopyDetails
from tinhso.documents.copies.drawing import original_of, pages_to_copy
from tinhso.documents.copies.events import DocumentCopyOrdered
from tinhso.documents.copies.permissions import check_can_copy
from tinhso.documents.models import ArrivingFile, DocumentCopy, OutgoingDocument
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local


@transaction.atomic
def order_copy(
    *,
    source: OutgoingDocument | ArrivingFile,
    details: CopyDetails,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> DocumentCopy:
    """Lập bản sao of an issued document, or of a file of a registered one; it waits for a leader's signature.

    A copy of a copy (sao lục) is made of what came alone. The same key makes one. Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_copy(source, by, local(now).date())
    check_not_secret(NONE, details.receivers)
    lock_client_key(client_key)
    if earlier := DocumentCopy.objects.whole().filter(client_key=client_key, by=by.user_id).first():
        return earlier
    _check_source(source, details)
    _check(details)
    out = source if isinstance(source, OutgoingDocument) else None
    made = DocumentCopy(
        agency=Agency.objects.get(pk=by.agency_id or 0),
        kind=details.kind,
        form=details.form,
        outgoing=out,
        arriving_file=None if isinstance(source, OutgoingDocument) else source,
        first_page=details.first_page,
        last_page=details.last_page,
        receivers="\n".join(line.strip() for line in details.receivers if line.strip()),
        copies=details.copies,
        client_key=client_key,
        by_id=by.user_id or 0,
        at=now,
    )
    original_of(made)
    pages_to_copy(made, now=now)
    made.save(force_insert=True)
    event = DocumentCopyOrdered(
        case_id=made.case_id, copy_id=made.pk, kind=Code(made.kind), form=Code(made.form)
    )
    record(event, by=by, at=now)
    return made


def _check_source(source: OutgoingDocument | ArrivingFile, details: CopyDetails) -> None:
    if isinstance(source, OutgoingDocument):
        if source.issued_at is None or source.recalled_at is not None:
            raise EntryRefused("", "Chỉ sao văn bản đã phát hành, chưa thu hồi.")
        if details.kind == DocumentCopy.Kind.AGAIN:
            raise EntryRefused(
                "kind", "Sao lục là sao từ bản sao y nhận được; văn bản của cơ quan thì sao y."
            )
        return
    document = source.document
    if document.arrival_number is None or document.frozen_at is not None:
        raise EntryRefused("", "Chỉ sao văn bản đến đã vào sổ, không bị thu hồi.")


def _check(details: CopyDetails) -> None:
    lines = [line for line in details.receivers if line.strip()]
    if not lines or len("\n".join(lines)) > LONGEST_RECEIVERS:
        raise EntryRefused(
            "receivers", f"Ghi nơi nhận bản sao, mỗi nơi một dòng, tối đa {LONGEST_RECEIVERS} ký tự."
        )
    if not 1 <= details.copies <= MOST_COPIES:
        raise EntryRefused("copies", f"Số bản từ 1 đến {MOST_COPIES}.")
    first, last = details.first_page, details.last_page
    if details.kind != DocumentCopy.Kind.EXTRACT:
        if first is not None or last is not None:
            raise EntryRefused("first_page", "Chỉ trích sao mới ghi trang; sao y, sao lục là sao cả văn bản.")
    elif first is None or last is None or not 1 <= first <= last <= MOST_PAGE:
        raise EntryRefused("first_page", "Trích sao ghi từ trang nào đến trang nào của văn bản.")
