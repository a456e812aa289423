"""Which version of a dataset an address means."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tinhso.opendata.models import Dataset, DataVersion


def version_of(request: HttpRequest, found: Dataset) -> DataVersion:
    """The version that the address asks for (`phien-ban`), else the present one. Http404."""
    asked = request.GET.get("phien-ban", "")
    assert found.current is not None
    if not asked:
        return found.current
    if not (asked.isascii() and asked.isdigit() and len(asked) < 8):
        raise Http404
    return get_object_or_404(found.versions, number=int(asked))
