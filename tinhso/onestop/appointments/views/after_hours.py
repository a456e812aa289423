"""Nơi làm việc ngoài giờ, thứ Bảy: desks by what hours they keep, for everybody."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.appointments.desks import desks_for
from tinhso.onestop.appointments.views.appointments import known_procedure
from tinhso.onestop.catalogue.places import bookable_desks
from tinhso.onestop.catalogue.procedure_page.after_hours import DeskHours, beyond_hours, desk_hours

PAGE, MOST_ASKED = 20, 100
EVENING, WEEKEND, NOW = "buoi-toi", "cuoi-tuan", "dang-mo"


@require_safe
@public_page
def after_hours(request: HttpRequest) -> HttpResponse:
    """Desks that receive in the evening or at the weekend, or that are open now; by name of the commune, for a procedure."""
    now, words = clock.now(), request.GET.get("q", "").strip()[:MOST_ASKED]
    chosen = request.GET.get("xem", "")
    procedure = known_procedure(request.GET.get("thu_tuc", ""))
    rows = desk_hours(bookable_desks(now.date()), now) if chosen == NOW else beyond_hours(now)
    if procedure is not None:
        receiving = {desk.pk for desk in desks_for(procedure, now.date())}
        rows = [one for one in rows if one.desk.pk in receiving]
    wanted = fold(words)
    page = Paginator([one for one in rows if fits(one, chosen, wanted)], PAGE).get_page(
        request.GET.get("trang")
    )
    query = request.GET.copy()
    query.pop("trang", None)
    step = f"{query.urlencode()}&" if query else ""
    context = {
        "page": page,
        "q": words,
        "chosen": chosen,
        "choices": [
            ("", _("Ngoài giờ")),
            (EVENING, _("Buổi tối")),
            (WEEKEND, _("Thứ Bảy, Chủ nhật")),
            (NOW, _("Đang mở")),
        ],
        "procedure": procedure,
        "now": now,
        "next_url": f"?{step}trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?{step}trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "onestop/appointments/after_hours.html", context)


def fits(one: DeskHours, chosen: str, wanted: str) -> bool:
    beyond = {EVENING: bool(one.evening), WEEKEND: bool(one.weekend), NOW: one.open_now}.get(chosen, True)
    return beyond and wanted in fold(f"{one.desk.name} {one.desk.unit.name if one.desk.unit else ''}")
