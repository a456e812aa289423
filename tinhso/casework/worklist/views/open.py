from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.casework.case.kind import kind_of
from tinhso.casework.models import Case
from tinhso.kernel.people.public import actor_for, officer_required


@require_safe
@officer_required
def open_scanned(request: HttpRequest) -> HttpResponse:
    """From a code, typed or scanned, to the page of its case; a code of others is as unknown as a wrong one."""
    code = scanned_code(request.GET.get("ma", ""))
    case = Case.objects.visible_to(actor_for(request)).coded(code) if code else None
    if case is None:
        messages.warning(
            request, _("Không tìm thấy mã này trong việc của ông/bà. Kiểm tra lại mã hoặc quét lại.")
        )
        return redirect("worklist")
    return redirect(kind_of(case.kind).url_name, case.code)


def scanned_code(text: str) -> str:
    """The code in what a scanner sends: the code itself, or the tracking address that the receipt's QR carries."""
    text = text.replace("\x00", "").strip()[:300]
    if "?" in text:
        text = parse_qs(urlsplit(text).query).get("ma", [""])[0]
    return text.strip().upper()
