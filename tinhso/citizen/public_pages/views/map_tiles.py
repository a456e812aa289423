from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.places.public import BadArchive, is_archive, open_archive

CACHED_FOR_A_DAY = "public, max-age=86400"


@require_safe
@public_page
def map_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """One picture of the instance's archive of tiles; 404 for what it has not, 503 where it cannot be read now."""
    if not is_archive(settings.TILES):
        raise Http404
    try:
        archive = open_archive(settings.TILES)
        found = archive.tile(z, x, y)
    except BadArchive as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    if found is None:
        raise Http404
    return HttpResponse(found, content_type=archive.media, headers={"Cache-Control": CACHED_FOR_A_DAY})
