"""Whoever was told the code of a paper sees what its owner shows, for five minutes; no account is needed."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many
from tinhso.onestop.dossier.unpaid import is_entry_held
from tinhso.onestop.models import PaperShowing
from tinhso.onestop.store.actions.open_showing import NoShowing, ShowingOver, open_showing
from tinhso.onestop.store.forms import CodeForm
from tinhso.onestop.store.reusable_papers import line_of

MOST_TRIES = 20  # from one address in ten minutes: an office reads a few papers, a guesser wants millions
PURPOSE = "shown_by_owner"


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def shown_paper(request: HttpRequest, token: str = "") -> HttpResponse:
    """The code is typed or comes by QR; only the button opens, so that a preview of the link opens nothing."""
    form = CodeForm(request.POST or None, initial={"code": token[:20]})
    if request.method != "POST":
        return render(request, "onestop/store/open_by_code.html", {"form": form})
    if limited(request, "shown-paper", most=MOST_TRIES):
        return too_many(request, retry_after=600)
    showing = opened(request, form) if form.is_valid() else None
    if showing is None:
        return render(request, "onestop/store/open_by_code.html", {"form": form}, status=422)
    context = {
        "showing": showing,
        "line": line_of(showing.entry, clock.today()),
        "code": form.cleaned_data["code"],
        "whole": showing.what == PaperShowing.What.WHOLE,
    }
    answer = render(request, "onestop/store/shown_paper.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def opened(request: HttpRequest, form: CodeForm) -> PaperShowing | None:
    """What is shown by this code, its opening written down; None with the reason beside the field."""
    actor, now = actor_for(request), clock.now()
    try:
        showing = open_showing(code=form.cleaned_data["code"], by=actor, now=now, real_now=datetime.now(UTC))
    except NoShowing:
        form.add_error("code", "Không có giấy tờ nào theo mã này. Xem lại từng chữ, từng số.")
        return None
    except ShowingOver:
        form.add_error("code", "Mã này đã hết hiệu lực. Nhờ người có giấy tờ tạo mã mới.")
        return None
    if actor.is_officer:
        cases = [showing.entry.dossier_id]
        log_access(by=actor, purpose=PURPOSE, page="shown_paper", case_ids=cases, at=now)
    return showing


@require_POST
@public_page
def shown_file(request: HttpRequest) -> HttpResponseBase:
    """The paper itself, where its owner shows the whole; the same code, and another opening."""
    if limited(request, "shown-paper", most=MOST_TRIES):
        return too_many(request, retry_after=600)
    form = CodeForm(request.POST)
    showing = opened(request, form) if form.is_valid() else None
    if showing is None:
        return render(request, "onestop/store/open_by_code.html", {"form": form}, status=422)
    if showing.what != PaperShowing.What.WHOLE or is_entry_held(showing.entry, clock.now()):
        raise Http404
    return serve(request, showing.entry.file, by=actor_for(request).as_person(), cases=None)
