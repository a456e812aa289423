from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.casework.tracking.forms import TrackForm
from tinhso.casework.tracking.tracking import TooManyTries, track
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import limited

LOCKED = (
    "Đã nhập sai 4 số quá nhiều lần cho hồ sơ này nên tạm không xem được từng bước. Ông/bà để trống ô này để xem tình trạng, "
    "đăng nhập để xem đủ, hoặc thử lại ngày mai."
)
TRIES = 20  # look-ups from one address in ten minutes; four digits must not be guessed


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
@never_cache
def show_track(request: HttpRequest) -> HttpResponse:
    """Track by code: state and due date; every step with the last four digits of the phone or identity number.

    The digits come by POST only, so that they stand in no log and no history.
    """
    form = (
        TrackForm(request.POST or {"code": request.GET.get("ma", "")}) if has_query(request) else TrackForm()
    )
    found, missing, status = None, False, 200
    if form.is_bound and limited(request, "track", most=TRIES):
        form.add_error(None, "Tra cứu quá nhiều lần trong thời gian ngắn. Đợi 10 phút rồi thử lại.")
        status = 429
    elif form.is_bound and form.is_valid():
        try:
            found = track(form.cleaned_data["code"], proof=form.cleaned_data["proof"])
        except TooManyTries:
            form.add_error("proof", LOCKED)
            status = 429
        else:
            missing = found is None
    context = {"form": form, "found": found, "missing": missing, "now": clock.now()}
    return render(request, "casework/track.html", context, status=status)


def has_query(request: HttpRequest) -> bool:
    return request.method == "POST" or "ma" in request.GET
