from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.demo.actions.shift_clock import shift_clock
from tinhso.demo.forms import ShiftForm
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site.public import instance, now, too_many
from tinhso.kernel.site.rate_limit import limited

MOST = 30  # in ten minutes, of one address


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def shift(request: HttpRequest) -> HttpResponse:
    """Đổi ngày: whoever tries the demo sets its legal clock; everybody's pages then stand at that day."""
    if not instance().demo:
        raise Http404
    form = ShiftForm(request.POST or None)
    if request.method == "POST" and limited(request, "shift-clock", most=MOST):
        return too_many(request, retry_after=600)
    if form.is_valid():
        shift_clock(day=form.chosen(), by=actor_for(request), now=now(), real=timezone.now())
        messages.success(request, _("Đã đổi ngày của bản trình diễn."))
        return redirect("shift_clock")
    return render(request, "demo/shift.html", {"form": form}, status=422 if form.errors else 200)
