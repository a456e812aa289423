"""The documented page of Open311, asking for a key, and the desk that decides."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.citizen.desk.views.inbox import desk_actor
from tinhso.citizen.models import ApiKey, ReportCategory
from tinhso.citizen.open311.actions.ask_api_key import NotReady, ask_api_key, claim_api_key, decide_api_key
from tinhso.citizen.open311.api_keys import digest_of
from tinhso.kernel.people.public import public_page, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import WholeNumberField
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many
from tinhso.lib.numbers import vn_number

MOST_AN_HOUR = 10_000  # reports of one client


class AskForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Tên ứng dụng, tổ chức"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử của người chịu trách nhiệm"), max_length=120)
    purpose = forms.CharField(
        label=gettext_lazy("Dùng để làm gì"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecideForm(forms.Form):
    per_hour = WholeNumberField(min_value=1, max_value=MOST_AN_HOUR)


@require_safe
@public_page
def open311_page(request: HttpRequest) -> HttpResponse:
    """How to use Open311 here."""
    context = {
        "categories": ReportCategory.objects.on(clock.today()),
        "base": request.build_absolute_uri("/open311/v2"),
    }
    context["parameters"] = "service_request_id, service_code, start_date, end_date, status, page, page_size"
    return render(request, "citizen/open311/open311.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def ask_key(request: HttpRequest) -> HttpResponse:
    """Ask for a key; the address of the answer is the only way back to it."""
    form = AskForm(request.POST or None)
    if form.is_valid():
        if limited(request, "open311_ask", most=5, seconds=3600):
            return too_many(request, retry_after=3600)
        _row, claim = ask_api_key(**form.cleaned_data, now=clock.now())
        return redirect("claim_api_key", claim)
    return render(
        request, "citizen/open311/ask_key.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def claim_key(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the request stands; once approved, the key, once."""
    row = ApiKey.objects.filter(claim=digest_of(secret[:200])).first()
    if row is None:
        raise Http404
    key = ""
    if request.method == "POST":
        try:
            key = claim_api_key(claim=secret)
        except NotReady:
            messages.error(request, _("Khóa chưa được duyệt, hoặc đã nhận trước đây."))
    answer = render(request, "citizen/open311/claim_key.html", {"row": row, "key": key})
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@role_required(DeskOfficer)
def keys(request: HttpRequest) -> HttpResponse:
    """All clients, those that wait first."""
    desk_actor(request)
    return keys_page(request)


def keys_page(request: HttpRequest, wrong: int | None = None, typed: str = "") -> HttpResponse:
    """`wrong` is the client whose number per hour was not understood; it stands there as `typed`."""
    rows = ApiKey.objects.order_by("decided_at", "-asked_at")[:200]
    context = {"rows": rows, "wrong": wrong, "typed": typed, "most": vn_number(MOST_AN_HOUR)}
    return render(request, "citizen/desk/keys.html", context, status=422 if wrong else 200)


@require_POST
@role_required(DeskOfficer)
def decide_key(request: HttpRequest, client: int) -> HttpResponse:
    """Let a client in, or shut it out."""
    actor = desk_actor(request)
    row = ApiKey.objects.filter(pk=client).first()
    if row is None:
        raise Http404
    form = DecideForm(request.POST)
    if not form.is_valid():
        return keys_page(request, row.pk, request.POST.get("per_hour", "")[:40])
    active = "active" in request.POST
    per_hour = form.cleaned_data["per_hour"]
    decide_api_key(row=row, active=active, per_hour=per_hour, by=actor, now=clock.now())
    messages.success(request, _("Đã cho phép.") if active else _("Đã thu hồi."))
    return redirect("api_keys")
