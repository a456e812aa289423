"""The bytes of a file that a dataset has beside its table."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, officer_required, public_page
from tinhso.opendata.dataset.publisher_queries import own_dataset
from tinhso.opendata.dataset.usage import count_use
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.resources.queries import resource_of


@require_safe
@public_page
def resource_file(request: HttpRequest, slug: str, uid: UUID) -> HttpResponseBase:
    """A published file; `?xem=1` shows a picture or a PDF in the page. One that is withdrawn is gone (410)."""
    dataset = get_object_or_404(Dataset.objects.public(), slug=slug)
    found = resource_of(dataset, uid)
    if found.state == Distribution.State.WITHDRAWN and found.kind == Distribution.Kind.FILE:
        return HttpResponse(status=410)
    if found.state != Distribution.State.PUBLISHED or found.file is None:
        raise Http404
    if request.method == "GET":
        count_use(dataset.pk, "downloads")
    framed = request.GET.get("xem") == "1"
    return serve(request, found.file, by=actor_for(request), cases=None, framed=framed)


@require_safe
@officer_required
def own_resource_file(request: HttpRequest, slug: str, uid: UUID) -> HttpResponseBase:
    """The file for those who write and decide, before it is published; reading one that may hold personal data is noted."""
    by = actor_for(request)
    found = resource_of(own_dataset(slug, by), uid)
    if found.file is None:
        raise Http404
    return serve(request, found.file, by=by, cases=[] if found.needs_reason else None)
