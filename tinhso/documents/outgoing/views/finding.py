"""How the pages of outgoing documents find theirs."""

from django.http import Http404, HttpRequest

from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site import clock


def document_of(request: HttpRequest, code: str) -> OutgoingDocument:
    """404 unless this officer has a seat on the routing list."""
    rows = OutgoingDocument.objects.visible_to(actor_for(request), on=clock.today()).whole()
    found = rows.filter(case__code=code).first()
    if found is None:
        raise Http404
    return found
