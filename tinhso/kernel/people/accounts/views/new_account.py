from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.accounts.actions.make_account import UsernameTaken, UsernameWrong, make_account
from tinhso.kernel.people.accounts.forms import NewAccountForm
from tinhso.kernel.people.agencies.administered_agencies import administered_agencies
from tinhso.kernel.people.guards.actors import actor_for
from tinhso.kernel.people.guards.guards import role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock


@role_required(Administrator)
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: HttpRequest, code: str) -> HttpResponse:
    """An account for an officer of this agency; then on to the post, which a second person may have to confirm."""
    by, now = actor_for(request), clock.now()
    agency = get_object_or_404(administered_agencies(by, now.date()), code=code)
    form = NewAccountForm(request.POST or None)
    if form.is_valid():
        try:
            user = make_account(**form.cleaned_data, agency=agency, by=by, now=now)
        except UsernameTaken:
            form.add_error("username", _("Tên đăng nhập này đã có. Chọn tên khác."))
        except UsernameWrong:
            form.add_error("username", _("Chỉ dùng chữ thường không dấu, số và . _ - @, từ 3 ký tự."))
        else:
            messages.success(
                request,
                _(
                    "Đã tạo tài khoản. Bổ nhiệm vào vị trí; sau đó đường dẫn đặt mật khẩu gửi thẳng cho người đó."
                ),
            )
            return redirect(f"{reverse('appoint', args=[code])}?{urlencode({'ai': user.username})}")
    values = {"agency": agency, "form": form, "title": _("Tài khoản mới"), "button": _("Tạo tài khoản")}
    status = 422 if form.errors else 200
    return render(request, "people/administration_form.html", values, status=status)
