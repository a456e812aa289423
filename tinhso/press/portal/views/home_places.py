"""The desk of the first page: what stands where until when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.press.models import HomePlace
from tinhso.press.portal.actions.assign_home_place import assign_home_place, drop_home_place
from tinhso.press.portal.forms import DropForm, HomePlaceForm
from tinhso.press.portal.permissions import can_place, check_can_place

WAYS = ["GET", "HEAD", "POST"]
MOST = 100


@require_safe
@role_required(PressEditor)
def home_places(request: HttpRequest) -> HttpResponse:
    """Of now and to come. One query."""
    places = can_place(actor_for(request), clock.today())
    rows = HomePlace.objects.ahead(clock.now()).select_related("article__live__revision")[:MOST]
    heads = [_("Vị trí"), _("Bài"), _("Từ"), _("Đến"), _("Việc")]
    table = Table(_("Trang nhất"), [Column(head) for head in heads], [_row(one, places) for one in rows])
    return render(request, "press/portal/home_places.html", {"table": table, "places": places})


def _row(one: HomePlace, places: bool) -> list[Cell | str]:
    live = one.article.live
    title = live.revision.title if live else one.article.code
    drop: Cell | str = Cell(_("Bỏ"), url=reverse("drop_home_place", args=[one.pk])) if places else "–"
    article = Cell(title, url=reverse("article", args=[one.article.slug]))
    return [
        one.get_place_display(),
        article,
        vn_datetime(one.during.lower),
        vn_datetime(one.during.upper),
        drop,
    ]


@require_http_methods(WAYS)
@role_required(PressEditor)
def new_home_place(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    check_can_place(by, clock.today())  # before anybody fills in what is refused
    form = HomePlaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda given: assign_home_place(by=by, now=now, **given)):
        messages.success(request, _("Đã xếp tin."))
        return redirect("home_places")
    return form_page(request, form, title=_("Xếp tin trang nhất"), back=_back(), go=_("Xếp"))


@require_http_methods(WAYS)
@role_required(PressEditor)
def end_of_home_place(request: HttpRequest, number: int) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    rows = HomePlace.objects.filter(dropped_at=None).select_related("article__live__revision")
    row = get_object_or_404(rows, pk=number)
    form = DropForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(
        form, lambda _given: drop_home_place(home_place=row, by=by, now=now)
    ):
        messages.success(request, _("Đã bỏ khỏi vị trí."))
        return redirect("home_places")
    live = row.article.live
    title = _("Bỏ khỏi trang nhất: %(title)s") % {"title": live.revision.title if live else row.article.code}
    return form_page(request, form, title=title, back=_back(), go=_("Bỏ khỏi trang nhất"))


def _back() -> tuple[str, str]:
    return reverse("home_places"), _("Trang nhất")
