from datetime import datetime

from django.db import transaction

from tinhso.documents.models import OutgoingDocument, RightChange, RoutingSeat
from tinhso.documents.outgoing.events import DocumentReaderSeated
from tinhso.documents.outgoing.permissions import check_can_comment
from tinhso.documents.outgoing.way import seat
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def seat_reader(*, document: OutgoingDocument, officer: User, role: str, by: Actor, now: datetime) -> None:
    """Put a colleague, in a role that they hold today at the agency, on the routing list: they read and comment, and the
    heads of the agency are told of it until one has confirmed. Twice is once.

    Raises: DocumentsForbidden, EntryRefused.
    """
    if OutgoingDocument.objects.filter(pk=document.pk, recalled_at__isnull=False).exists():
        raise DocumentsForbidden("Văn bản đã thu hồi, bị đóng băng: không thêm người xem.")
    check_can_comment(document, by)
    agency = document.case.agency
    posts = Post.objects.on(now.date()).with_role(role).filter(agency=agency, user=officer)
    if not posts.exists():
        raise EntryRefused("officer", "Người này không giữ vị trí đó ở cơ quan.")
    if RoutingSeat.objects.filter(document=document, agency=agency, role=role, officer=officer).exists():
        return
    seat(document, agency, role, officer)
    RightChange.objects.create(document=document, role=role, officer=officer, by_id=by.user_id or 0, at=now)
    event = DocumentReaderSeated(
        case_id=document.pk, agency_id=agency.pk, role=Code(role), officer_id=officer.pk
    )
    record(event, by=by, at=now)
