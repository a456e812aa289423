"""Who orders a copy: whoever sees the document at the agency that holds it. Leaders sign, the clerk numbers and seals."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import ArrivingDocument, ArrivingFile, DocumentCopy, OutgoingDocument
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Examiner, Head


def can_copy(source: OutgoingDocument | ArrivingFile, by: Actor, on: date) -> bool:
    """Clerk, official or leader of the agency that issued or received it, as far as it shows to them."""
    if not by.is_officer or not any(by.holds(role) for role in (Clerk, Examiner, Head)):
        return False
    if isinstance(source, OutgoingDocument):
        rows = OutgoingDocument.objects.visible_to(by, on=on)
        return rows.filter(pk=source.pk, case__agency=by.agency_id).exists()
    came = ArrivingDocument.objects.visible_to(by, on=on)
    return came.filter(pk=source.document_id, agency=by.agency_id).exists()


def check_can_copy(source: OutgoingDocument | ArrivingFile, by: Actor, on: date) -> None:
    """DocumentsForbidden."""
    if not can_copy(source, by, on):
        raise DocumentsForbidden(_("Bản sao do cơ quan ban hành hoặc nhận văn bản lập."))


def can_sign_copy(copy: DocumentCopy, by: Actor) -> bool:
    """A leader of the agency, while the copy waits for a signature."""
    leads = by.is_officer and by.holds(Head) and by.agency_id == copy.agency_id
    return leads and copy.state == DocumentCopy.State.ORDERED


def check_can_sign_copy(copy: DocumentCopy, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_sign_copy(copy, by):
        raise DocumentsForbidden(_("Bản sao do lãnh đạo cơ quan ký khi đang chờ ký."))


def can_seal_copy(copy: DocumentCopy, by: Actor) -> bool:
    """The agency's clerk, once the copy is signed."""
    seals = by.is_officer and by.holds(Clerk) and by.agency_id == copy.agency_id
    return seals and copy.state == DocumentCopy.State.SIGNED


def check_can_seal_copy(copy: DocumentCopy, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_seal_copy(copy, by):
        raise DocumentsForbidden(_("Bản sao đã ký do văn thư cơ quan cấp số, đóng dấu."))


def can_drop_copy(copy: DocumentCopy, by: Actor) -> bool:
    """Whoever ordered it, or the clerk, before it has a number."""
    mine = by.is_officer and by.agency_id == copy.agency_id and (by.user_id == copy.by_id or by.holds(Clerk))
    open_states = (DocumentCopy.State.ORDERED, DocumentCopy.State.SIGNED)
    return mine and copy.state in open_states and copy.number is None


def check_can_drop_copy(copy: DocumentCopy, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_drop_copy(copy, by):
        raise DocumentsForbidden(_("Bản sao chưa có số do người lập hoặc văn thư bỏ."))
