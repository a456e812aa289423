from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.casework.tracking.forms import TrackForm
from tinhso.casework.tracking.proof import Proof
from tinhso.casework.tracking.tracking import track
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import client_address, limited

TRIES = 20  # look-ups from one address in ten minutes; four digits must not be guessed
WRONG = _(
    "Số này không khớp với điện thoại hoặc số định danh nào trong hồ sơ. Ông/bà kiểm tra lại, hoặc nhập số đã khai khi nộp."
)
WHOLE_NEEDED = _(
    "Đã có nhiều lần nhập sai 4 số nên 4 số chưa đủ để xem từng bước. Ông/bà nhập cả số điện thoại hoặc cả số định danh "
    "đã khai khi nộp, hoặc đăng nhập để xem."
)
WAIT = _(
    "Nơi ông/bà đang truy cập đã nhập sai quá nhiều lần. Đợi 10 phút rồi thử lại (còn sai thì phải đợi lâu hơn), "
    "hoặc đăng nhập để xem."
)
REFUSED = {Proof.WRONG: (422, WRONG), Proof.WHOLE_NEEDED: (422, WHOLE_NEEDED), Proof.WAIT: (429, WAIT)}


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
@never_cache
def show_track(request: HttpRequest) -> HttpResponse:
    """Track by code: state and due date; every step with a phone or identity number or its last four digits.

    The digits come by POST only, so that they stand in no log and no history.
    """
    form = (
        TrackForm(request.POST or {"code": request.GET.get("ma", "")}) if has_query(request) else TrackForm()
    )
    found, missing, status = None, False, 200
    if form.is_bound and limited(request, "track", most=TRIES):
        form.add_error(None, _("Tra cứu quá nhiều lần trong thời gian ngắn. Đợi 10 phút rồi thử lại."))
        status = 429
    elif form.is_bound and form.is_valid():
        found = track(
            form.cleaned_data["code"], proof=form.cleaned_data["proof"], caller=client_address(request)
        )
        missing = found is None
        if found and found.proof in REFUSED:
            status, words = REFUSED[found.proof]
            form.add_error("proof", words)
    context = {"form": form, "found": found, "missing": missing, "now": clock.now()}
    return render(request, "casework/track.html", context, status=status)


def has_query(request: HttpRequest) -> bool:
    return request.method == "POST" or "ma" in request.GET
