"""Pictures for everybody: small copies, asked about each time."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tinhso.kernel.files.contents.store import store
from tinhso.kernel.files.models import PublicPicture
from tinhso.kernel.files.public_pictures import SIZES, is_public_now
from tinhso.kernel.people.public import public_page

CACHE_SECONDS = 60


@require_safe
@public_page
def public_picture(request: HttpRequest, version: str, size: str) -> HttpResponse:
    """One size of a picture; 404 for one that does not exist, that may not be shown any more, or whose bytes are others.

    A browser keeps it for a minute. Two queries.
    """
    row = PublicPicture.objects.filter(version=version).first() if size in SIZES else None
    if row is None or not is_public_now(row.file_id):
        raise Http404
    digest = getattr(row, size)
    try:
        with store().open(digest) as stream:
            content = stream.read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    if hashlib.sha256(content).hexdigest() != digest:
        raise Http404
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
