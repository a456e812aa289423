"""The owner shows a paper of the store to somebody by a code of five minutes, and sees who opened what."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import site_url
from tinhso.lib.drawing.qr import qr_svg
from tinhso.onestop.models import PaperShowing, StoreEntry
from tinhso.onestop.store.actions.open_showing import ShowingOver
from tinhso.onestop.store.actions.reuse_paper import NotInStore
from tinhso.onestop.store.actions.show_paper import Showing, TooManyShowings, show_paper
from tinhso.onestop.store.actions.stop_showing import stop_showing
from tinhso.onestop.store.forms import ShowForm
from tinhso.onestop.store.showing_codes import LIVES, write_code

MOST_LISTED = 100
MINUTES = int(LIVES.total_seconds() // 60)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What and to whom; then the code, told once on the page that answers."""
    entry = get_object_or_404(StoreEntry.objects.of(actor_for(request)).whole(), pk=pk)
    form = ShowForm(request.POST or None)
    if form.is_valid() and (made := showing_of_form(request, entry, form)):
        return code_page(request, entry, made)
    context = {"entry": entry, "form": form, "minutes": MINUTES}
    return render(request, "onestop/store/show_paper.html", context, status=422 if form.errors else 200)


def showing_of_form(request: HttpRequest, entry: StoreEntry, form: ShowForm) -> Showing | None:
    """The showing, or None with the reason in the form."""
    try:
        return show_paper(
            entry_id=entry.pk,
            what=PaperShowing.What(form.cleaned_data["what"]),
            to_whom=form.cleaned_data["to_whom"],
            by=actor_for(request),
            now=clock.now(),
            real_now=datetime.now(UTC),
        )
    except TooManyShowings:
        form.add_error(None, "Ông/bà đang mở quá nhiều mã. Dừng bớt mã cũ hoặc chờ vài phút.")
    return None


def code_page(request: HttpRequest, entry: StoreEntry, made: Showing) -> HttpResponse:
    """The page with the code; nobody keeps it, the back button neither."""
    url = site_url(reverse("shown_paper_at", args=[made.code]))
    context = {
        "entry": entry,
        "showing": made.showing,
        "code": write_code(made.code),
        "minutes": MINUTES,
        "qr": mark_safe(qr_svg(url, scale=5)),  # noqa: S308 - drawn from our own address and code
        "address": site_url(reverse("shown_paper")),
    }
    answer = render(request, "onestop/store/showing.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@citizen_required
def list_showings(request: HttpRequest) -> HttpResponse:
    """To whom I have shown what, until when, and how often it was opened."""
    found = PaperShowing.objects.of(actor_for(request)).select_related("entry")[:MOST_LISTED]
    now = datetime.now(UTC)
    rows = [(one, one.is_open(now)) for one in found]
    return render(request, "onestop/store/showings.html", {"rows": rows})


@require_POST
@citizen_required
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        stop_showing(showing_id=pk, by=actor_for(request), now=clock.now(), real_now=datetime.now(UTC))
    except NotInStore as error:
        raise Http404 from error
    except ShowingOver:
        messages.warning(request, "Mã này đã hết hiệu lực từ trước.")
    else:
        messages.success(request, "Đã dừng. Mã này không xem được gì nữa.")
    return redirect("paper_showings")
