"""Posts that decide and delegations wait here for a second person."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.agencies.heads import NotTheHead
from tinhso.kernel.people.guards.actors import actor_for
from tinhso.kernel.people.guards.guards import role_required
from tinhso.kernel.people.models import PostList, User
from tinhso.kernel.people.posts.actions import appoint as posting
from tinhso.kernel.people.posts.actions import decide_posts as deciding
from tinhso.kernel.people.posts.actions import delegate as delegating
from tinhso.kernel.people.posts.confirmers import needs_head
from tinhso.kernel.people.posts.forms import RefusePostsForm
from tinhso.kernel.people.posts.lists import lists_of, waiting_lists
from tinhso.kernel.people.roles import Administrator, Head, labels
from tinhso.kernel.site import clock

MOST = 100
REFUSED: dict[type[Exception], object] = {
    deciding.NotTheSecondPerson: gettext_lazy(
        "Người đề nghị và người được bổ nhiệm không tự xác nhận được. Cần một người khác."
    ),
    deciding.DecidedAlready: gettext_lazy("Đề nghị này đã có người xử lý."),
    deciding.NoSuchOfficer: gettext_lazy("Tài khoản được bổ nhiệm không còn dùng."),
    posting.PostHeldAlready: gettext_lazy("Cán bộ này đã giữ một vị trí ở cơ quan này trong thời gian đó."),
    posting.EndsBeforeStart: gettext_lazy("Thời gian giữ vị trí đã hết trong lúc chờ."),
    posting.AgencyNotThere: gettext_lazy("Cơ quan không còn tồn tại."),
    delegating.GiverCannotSign: gettext_lazy("Người giao quyền ký không còn đứng đầu cơ quan."),
    delegating.ReceiverElsewhere: gettext_lazy("Người được giao ký không còn giữ vị trí đó."),
    NotTheHead: gettext_lazy("Vị trí này đọc dữ liệu cá nhân: thủ trưởng cơ quan tiếp nhận xác nhận."),
    NotYourAgency: gettext_lazy("Danh sách có vị trí ở cơ quan mà ông/bà không quản trị."),
}


@role_required(Administrator, Head)
@require_safe
def post_lists(request: HttpRequest) -> HttpResponse:
    """What waits at the agencies that I keep."""
    waiting = waiting_lists(actor_for(request), clock.today())[:MOST]
    keeps = actor_for(request).holds(Administrator)
    return render(request, "people/post_lists.html", {"waiting": waiting, "keeps": keeps})


def found(request: HttpRequest, pk: int) -> PostList:
    """404 for a list that has nothing to do with an agency that I keep, nor with a right of my own to sign."""
    lists = lists_of(actor_for(request), clock.today())
    return get_object_or_404(lists.select_related("asked_by", "decided_by"), pk=pk)


@role_required(Administrator, Head)
@require_safe
def post_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line of it; the buttons for who may confirm, taking it back for who asked."""
    return page(request, found(request, pk), RefusePostsForm())


def page(request: HttpRequest, asked: PostList, form: RefusePostsForm, status: int = 200) -> HttpResponse:
    by, lines = actor_for(request), list(asked.lines.select_related("agency"))
    accounts = {
        one.username: one for one in User.objects.filter(username__in=[line.username for line in lines])
    }
    try:
        deciding.check_may_confirm(asked, by, clock.today())
        may, why = True, ""
    except (NotAnAdministrator, NotYourAgency, deciding.NotTheSecondPerson, NotTheHead) as error:
        may, why = False, str(REFUSED.get(type(error), ""))
    context = {
        "asked": asked,
        "lines": [(one, accounts.get(one.username), labels(one.roles)) for one in lines],
        "reads": needs_head(lines),
        "waits": asked.state == PostList.State.WAITING,
        "may": may,
        "why": why,
        "is_requester": asked.asked_by_id is not None and asked.asked_by_id == by.user_id,
        "form": form,
    }
    return render(request, "people/post_list.html", context, status=status)


def decided(request: HttpRequest, pk: int, act: Callable[[], None], sentence: str) -> HttpResponse:
    """Do it and go back to the list; a refusal in words."""
    try:
        act()
    except tuple(REFUSED) as error:
        messages.error(request, str(REFUSED[type(error)]))
        return redirect("post_list", pk)
    messages.success(request, sentence)
    return redirect("post_lists")


@role_required(Administrator, Head)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word."""
    asked, by, now = found(request, pk), actor_for(request), clock.now()
    sentence = _("Đã xác nhận.")
    if asked.kind in (PostList.Kind.IMPORT, PostList.Kind.SUCCESSION):
        sentence = _("Đã xác nhận. Chạy lại lệnh trên máy chủ để thực hiện danh sách.")
    return decided(request, pk, lambda: deciding.confirm_posts(asked, by=by, now=now), sentence)


@role_required(Administrator, Head)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Not confirmed, or taken back."""
    asked, form, by, now = found(request, pk), RefusePostsForm(request.POST), actor_for(request), clock.now()
    if not form.is_valid():
        return page(request, asked, form, status=422)
    reason = form.cleaned_data["reason"]
    act = lambda: deciding.refuse_posts(asked, reason=reason, by=by, now=now)  # noqa: E731
    return decided(request, pk, act, _("Đã ghi là không xác nhận."))
