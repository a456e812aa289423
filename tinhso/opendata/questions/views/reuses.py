"""The showcase of applications that use open data: the public page, proposing one, one's own."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import history, is_applicant, withdraw_case
from tinhso.kernel.people.public import Actor, actor_for, citizen_required, public_page
from tinhso.kernel.site import clock
from tinhso.opendata.models import Reuse
from tinhso.opendata.questions.actions.ask_data import DatasetNotOpen
from tinhso.opendata.questions.actions.moderate_reuse import take_down_reuse
from tinhso.opendata.questions.actions.propose_reuse import NotHttps, propose_reuse
from tinhso.opendata.questions.forms import ReuseForm, VersionForm
from tinhso.opendata.questions.question_process import NoAnswerer, StillPersonal, TooMany
from tinhso.opendata.questions.views.questions import PAGE, asked_about


@require_safe
@public_page
def reuses(request: HttpRequest) -> HttpResponse:
    """Every shown application, newest first. Four queries whatever their number."""
    rows = Reuse.objects.published().prefetch_related("datasets")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "opendata/questions/reuses.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def new_reuse(request: HttpRequest) -> HttpResponse:
    """Propose an application; the focal agency looks at it before anybody else does."""
    dataset = asked_about(request)
    path = f"/du-lieu/{dataset.slug}/" if dataset else ""
    form = ReuseForm(request.POST or None, initial={"client_key": uuid.uuid4(), "datasets": path})
    by, now = actor_for(request), clock.now()
    if request.method == "POST" and form.is_valid() and (sent := sent_from(form, by, now)):
        messages.success(request, _("Đã gửi. Mã theo dõi: %(code)s") % {"code": sent.case.code})
        return redirect("my_reuse", sent.case.code)
    return render(
        request, "opendata/questions/reuse_new.html", {"form": form}, status=422 if form.errors else 200
    )


def sent_from(form: ReuseForm, by: Actor, now: datetime) -> Reuse | None:
    """What was sent; None with a sentence on the form where it was refused."""
    try:
        return propose_reuse(by=by, now=now, **form.cleaned_data)
    except TooMany:
        form.add_error(None, _("Hôm nay ông/bà đã gửi 5 ứng dụng. Ông/bà gửi tiếp vào ngày mai."))
    except StillPersonal as error:
        message = _("Tên và mô tả còn dữ liệu cá nhân: %(what)s. Ông/bà bỏ đi rồi gửi lại.")
        form.add_error(None, message % {"what": ", ".join(error.found)})
    except NotHttps:
        form.add_error("url", _("Địa chỉ phải bắt đầu bằng https://."))
    except DatasetNotOpen:
        form.add_error("datasets", _("Có bộ dữ liệu không còn mở. Nội dung chưa được gửi."))
    except NoAnswerer:
        form.add_error(None, _("Tỉnh chưa giao cơ quan trả lời về dữ liệu mở. Nội dung chưa được gửi."))
    return None


def own_reuse(request: HttpRequest, code: str) -> Reuse:
    """The proposer's own; 404 for everybody else, whether it exists or not."""
    actor = actor_for(request)
    found = Reuse.objects.visible_to(actor).whole().filter(case__code=code).first()
    if found is None or not is_applicant(found.case, actor):
        raise Http404
    return found


@require_safe
@citizen_required
def my_reuse(request: HttpRequest, code: str) -> HttpResponse:
    """Where the proposal stands."""
    reuse = own_reuse(request, code)
    context = {
        "reuse": reuse,
        "history": history(reuse.case, for_citizen=True),
        "may_withdraw": not reuse.case.is_final or reuse.is_shown,
    }
    return render(request, "opendata/questions/reuse_mine.html", context)


@require_POST
@citizen_required
def withdraw_reuse(request: HttpRequest, code: str) -> HttpResponse:
    """Take the proposal back, or the application out of the showcase."""
    reuse, form, by = own_reuse(request, code), VersionForm(request.POST), actor_for(request)
    if not form.is_valid():
        raise Http404
    if reuse.is_shown:
        take_down_reuse(reuse=reuse, by=by, now=clock.now())
    else:
        ver = form.cleaned_data["ver"]
        withdraw_case(case=reuse.case, ver=ver, text="", by=by, now=clock.now())
    messages.success(request, _("Đã rút ứng dụng."))
    return redirect("my_reuse", code)
