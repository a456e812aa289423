from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import site_url
from tinhso.onestop.catalogue.procedure_page.leaflet import sheet_pdf
from tinhso.onestop.catalogue.procedure_page.page import procedure_page
from tinhso.onestop.models import Procedure

CACHE_SECONDS = 3600


@require_safe
@public_page
def procedure_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The procedure on one page of A4; set once an hour for each version, service and day. NoSiteAddress."""
    today = clock.today()
    found = Procedure.objects.on(today).select_related("field").filter(code=code).first()
    page = procedure_page(found, on=today) if found else None
    if found is None or page is None or page.version is None:
        raise Http404("Không có tờ hướng dẫn của thủ tục này.")
    fingerprint = f"{site_url()} {found.name} {page.level} {page.version.pk} {today.isoformat()}"
    key = f"sheet-{found.pk}-{sha256(fingerprint.encode()).hexdigest()}"
    pdf = cache.get_or_set(key, lambda: sheet_pdf(page, on=today), CACHE_SECONDS)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{file_name(code)}"'
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def file_name(code: str) -> str:
    return "to-huong-dan-" + "".join(c if c.isalnum() or c in ".-" else "-" for c in code) + ".pdf"
