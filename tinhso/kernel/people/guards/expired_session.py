"""A form that was sent when the session had ended: nothing is done, and nothing that was typed is lost.

The fields come back on a page: sign in (in another tab, by whatever way), then send the same form again. It needs
no JavaScript and stores nothing on the server. Files cannot be carried by a page: they are named, to be chosen anew, and the form
that is sent again says that they are missing (`FILES_LOST`).
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from tinhso.kernel.people.guards.resubmission import FIELD, with_leave
from tinhso.kernel.site.views.errors import csrf_failed, too_large

CARRIED_AT_MOST = 1_000_000  # characters
NEVER_CARRIED = ("csrfmiddlewaretoken", FIELD)
FILES_LOST = (
    "thieu_tep"  # sent again with what could not be carried missing: a view must not take it for the whole
)
SECRET_WORDS = ("password", "mat_khau", "otp")


def keep_typed(request: HttpRequest, sign_in_url: str, *, status: int = 401) -> HttpResponse:
    """The page that holds what was typed, with the way in and the button "Gửi lại"."""
    fields = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if name not in NEVER_CARRIED and not any(word in name.lower() for word in SECRET_WORDS)
    ]
    if sum(len(name) + len(value) for name, value in fields) > CARRIED_AT_MOST:
        return too_large(request, limit="1 MB")
    if request.FILES:
        fields.append((FILES_LOST, "1"))
    values = {
        "fields": fields,
        "files": sorted({str(f.name) for name in request.FILES for f in request.FILES.getlist(name)}),
        "target": request.get_full_path(),
        "sign_in_url": sign_in_url,
        "at_work": request.path.startswith("/can-bo/"),
        "signed_in": request.user.is_authenticated and status != 423,
    }
    return with_leave(request, "people/expired.html", values, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is too old. Sent from one of our own pages it may be sent again; from elsewhere never."""
    if request.method != "POST" or not _from_our_page(request):
        return csrf_failed(request, reason)
    return keep_typed(request, "/dang-nhap/", status=403)


def _from_our_page(request: HttpRequest) -> bool:
    """Only a browser's own word counts: Origin (or Referer) names this host."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(urlsplit(source).netloc) and url_has_allowed_host_and_scheme(
        source, {request.get_host()}, require_https=request.is_secure()
    )
