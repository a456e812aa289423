from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BooleanField, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.accounts.actions.activate import (
    MadeByYou,
    NoPostYet,
    NoWayToOwner,
    give_activation,
    print_activation,
)
from tinhso.kernel.people.accounts.actions.disable_account import disable_account, enable_account
from tinhso.kernel.people.accounts.actions.remove_second_factor import NoSecondFactor, remove_second_factor
from tinhso.kernel.people.accounts.activation import activation_days, activation_link
from tinhso.kernel.people.accounts.forms import FindForm
from tinhso.kernel.people.accounts.officers import officers
from tinhso.kernel.people.accounts.recovery import OnePersonForBoth
from tinhso.kernel.people.agencies.administered_agencies import NotYourAgency, keeps_all
from tinhso.kernel.people.agencies.heads import HeadSeats, NotTheHead, sits_on
from tinhso.kernel.people.guards.actors import actor_for
from tinhso.kernel.people.guards.guards import role_required
from tinhso.kernel.people.models import User
from tinhso.kernel.people.roles import Administrator, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import site_url

PAGE = 50
NOT_YOURS = gettext_lazy("Tài khoản này thuộc cơ quan mà ông/bà không quản trị.")
ONE_PERSON = gettext_lazy(
    "Một người không vừa cấp liên kết kích hoạt vừa bỏ xác thực hai bước của cùng một tài khoản. "
    "Ông/bà nhờ người khác làm việc này."
)
NO_HEAD = gettext_lazy("Thủ trưởng cơ quan của người này làm việc đó, khi người này có mặt.")
NO_LINK: dict[type[Exception], object] = {
    NotYourAgency: NOT_YOURS,
    OnePersonForBoth: ONE_PERSON,
    NotTheHead: gettext_lazy("Chỉ thủ trưởng cơ quan của người này in giấy kích hoạt."),
    MadeByYou: gettext_lazy("Ông/bà đã tạo tài khoản này nên không in giấy kích hoạt của nó."),
    NoPostYet: gettext_lazy(
        "Tài khoản chưa có vị trí nào được xác nhận. Đường dẫn đặt mật khẩu chỉ gửi đi sau khi có."
    ),
    NoWayToOwner: gettext_lazy(
        "Hệ thống không gửi được thư hay tin nhắn tới người này. Thủ trưởng cơ quan in giấy kích hoạt, "
        "bỏ phong bì kín, đưa tận tay."
    ),
}


class SeenForm(Form):
    """Nothing goes without this tick."""

    seen = BooleanField(
        label=gettext_lazy("Người này có mặt, tôi đã đối chiếu căn cước."),
        error_messages={"required": gettext_lazy("Chỉ bỏ sau khi đã đối chiếu căn cước của người đó.")},
    )


@role_required(Administrator)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts of officers, found by name, agency, post and state; citizens' accounts are not listed here."""
    now, form = clock.now(), FindForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    found = officers(
        words=given.get("q", ""),
        agency=given.get("co_quan", ""),
        role=given.get("viec", ""),
        state=given.get("trang_thai", ""),
        on=now.date(),
        real_now=timezone.now(),
    )
    page = Paginator(found, PAGE).get_page(given.get("trang") or 1)
    words = urlencode([(k, given[k]) for k in ("q", "co_quan", "viec", "trang_thai") if given.get(k)])
    values = {"page": page, "form": form, "words": words, "real_now": timezone.now(), "me": request.user.pk}
    values["all_sessions"] = keeps_all(actor_for(request))
    return render(request, "people/accounts.html", values)


@role_required(Administrator)
@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut an account and end its sessions; nobody shuts the own one."""
    user = _officer(pk)
    if user.pk == request.user.pk:
        messages.error(request, _("Ông/bà không khóa được tài khoản của chính mình."))
        return redirect("accounts")
    try:
        disable_account(user, by=actor_for(request), now=clock.now())
        messages.success(request, _("Đã khóa tài khoản và đăng xuất khỏi mọi thiết bị."))
    except NotYourAgency:
        messages.error(request, NOT_YOURS)
    return redirect("accounts")


@role_required(Administrator)
@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a shut or locked account again."""
    try:
        enable_account(_officer(pk), by=actor_for(request), now=clock.now(), real_now=timezone.now())
        messages.success(request, _("Đã mở lại tài khoản."))
    except NotYourAgency:
        messages.error(request, NOT_YOURS)
    return redirect("accounts")


@role_required(Administrator, Head)
@require_http_methods(["GET", "HEAD", "POST"])
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove lost second factors, once the head says that the person was there with an identity paper."""
    user, by, form = _officer(pk), actor_for(request), SeenForm(request.POST or None)
    if not by.holds(Administrator) and not _heads(by, user):
        raise Http404
    if not form.is_valid():
        status = 422 if form.errors else 200
        values = {"account": user, "form": form, "back": _back(by)}
        return render(request, "people/reset_factor.html", values, status=status)
    try:
        if user.pk == request.user.pk:
            messages.error(request, _("Ông/bà không tự bỏ được xác thực hai bước của mình ở trang này."))
        else:
            remove_second_factor(user, by=by, now=clock.now())
            messages.success(request, _("Đã bỏ xác thực hai bước; lần đăng nhập sau phải cài đặt lại."))
    except NotYourAgency:
        messages.error(request, NOT_YOURS)
    except NotTheHead:
        messages.error(request, NO_HEAD)
    except OnePersonForBoth:
        messages.error(request, ONE_PERSON)
    except NoSecondFactor:
        messages.info(request, _("Tài khoản này chưa cài xác thực hai bước."))
    return redirect(_back(by))


@role_required(Administrator)
@require_POST
def give_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the link by which the owner sets a password sent to the owner; whoever asks never sees it."""
    user = _officer(pk)
    site_url()  # without an address there is no link, and none is said to have been given
    try:
        give_activation(user, by=actor_for(request), now=clock.now(), real_now=timezone.now())
        messages.success(request, _("Đã gửi đường dẫn đặt mật khẩu tới chủ tài khoản; không ai khác thấy."))
    except tuple(NO_LINK) as error:
        messages.error(request, str(NO_LINK[type(error)]))
    return redirect("accounts")


@role_required(Head)
@never_cache
@require_POST
def print_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper that a head puts into an envelope for an officer: shown once."""
    user, now = _officer(pk), clock.now()
    site_url()
    try:
        print_activation(user, by=actor_for(request), now=now, real_now=timezone.now())
    except tuple(NO_LINK) as error:
        messages.error(request, str(NO_LINK[type(error)]))
        return redirect("rights")
    values = {"account": user, "link": activation_link(user), "days": activation_days(now.date())}
    return render(request, "people/activation_link.html", values)


def _heads(by: Actor, user: User) -> bool:
    on = clock.today()
    return sits_on(by, HeadSeats.read(on).over_account(user, on))


def _back(by: Actor) -> str:
    """Where whoever does it came from: the list of accounts, or the head's list of rights."""
    return "accounts" if by.holds(Administrator) else "rights"


def _officer(pk: int) -> User:
    return get_object_or_404(User.objects.filter(person__isnull=True), pk=pk)
