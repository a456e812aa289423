"""Who sends, mends and asks back: the clerk of the agency that issued the document, as far as it shows to him."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.permissions import is_inside
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk


def can_send(document: OutgoingDocument, by: Actor, on: date) -> bool:
    is_clerk = by.holds(Clerk) and is_inside(document, by)
    return is_clerk and OutgoingDocument.objects.visible_to(by, on=on).filter(pk=document.pk).exists()


def check_can_send(document: OutgoingDocument, by: Actor, on: date) -> None:
    """DocumentsForbidden."""
    if not can_send(document, by, on):
        raise DocumentsForbidden(_("Việc gửi trên trục là của văn thư cơ quan ban hành."))
