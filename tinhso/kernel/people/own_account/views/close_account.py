from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.guards.actors import signed_in
from tinhso.kernel.people.guards.guards import citizen_required
from tinhso.kernel.people.own_account.actions.close_account import (
    HoldsPost,
    StillOpen,
    close_account,
    open_things,
    retained_by_law,
    ways_out,
)
from tinhso.kernel.people.own_account.archive import RETENTION_NOTE
from tinhso.kernel.site import clock

SURE = "1"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def close(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, then a tick and one button; afterwards nobody is signed in."""
    signed = signed_in(request)
    assert signed
    wrong = ""
    if request.method == "POST" and request.POST.get("sure") != SURE:
        wrong = _("Đánh dấu vào ô để xác nhận.")
    elif request.method == "POST":
        try:
            close_account(user=signed.user, by=signed.actor, now=clock.now())
        except StillOpen as error:
            wrong = _(
                "Còn %(n)s việc đang giải quyết. Ông/bà rút hoặc chờ có kết quả rồi đóng tài khoản."
            ) % {"n": error.count}
        except HoldsPost:
            wrong = _("Tài khoản của cán bộ do quản trị hệ thống đóng.")
        else:
            logout(request)
            messages.success(request, _("Đã đóng tài khoản."))
            return redirect("home")
    person = signed.user.person
    still_open = open_things(person)
    values = {
        "retention_note": RETENTION_NOTE if retained_by_law(person) else "",
        "open": still_open,
        "ways": ways_out(person) if still_open else [],
        "wrong": wrong,
    }
    return render(request, "people/close_account.html", values, status=422 if wrong else 200)
