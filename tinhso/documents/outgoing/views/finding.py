"""How the pages of outgoing documents find theirs, and how a reader's own copy is handed over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.permissions import is_inside
from tinhso.kernel.people.public import Actor, actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import not_done


def document_of(request: HttpRequest, code: str) -> OutgoingDocument:
    """404 unless this officer has a seat on the routing list."""
    found = document_seen_by(actor_for(request), code)
    if found is None:
        raise Http404
    return found


def own_document_of(request: HttpRequest, code: str) -> OutgoingDocument:
    """404 too for whoever signed along at another agency: how this one sends it is its business."""
    found = document_of(request, code)
    if not is_inside(found, actor_for(request)):
        raise Http404
    return found


def document_seen_by(by: Actor, code: str) -> OutgoingDocument | None:
    """None unless this actor has a seat on the routing list."""
    rows = OutgoingDocument.objects.visible_to(by, on=clock.today()).whole()
    return rows.filter(case__code=code).first()


def marked_answer(pdf: bytes, name: str) -> HttpResponse:
    """Of restricted circulation: the reader's name on each page, for whoever it is given to further."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}-ban-doc.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def recalled_page(request: HttpRequest, document: OutgoingDocument) -> HttpResponse | None:
    """What is recalled is frozen and goes to nobody any more: no form that would send it on opens, and the page says why."""
    if document.recalled_at is None:
        return None
    words = _("Văn bản đã thu hồi, bị đóng băng: không gửi tiếp cho ai, không thay đổi.")
    return not_done(request, words, url=reverse("outgoing_document", args=[document.case.code]))
