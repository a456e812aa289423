"""An administrator keeps posts and delegations of the own agency and of those below."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.agencies.administered_agencies import DateInPast, administered_agencies
from tinhso.kernel.people.guards.actors import actor_for
from tinhso.kernel.people.guards.guards import role_required
from tinhso.kernel.people.models import Agency, Delegation, Post, PostList, User
from tinhso.kernel.people.persons.officer_names import named
from tinhso.kernel.people.posts.actions import appoint as posting
from tinhso.kernel.people.posts.actions import delegate as delegating
from tinhso.kernel.people.posts.actions.ask_for_delegation import ask_for_delegation
from tinhso.kernel.people.posts.actions.ask_for_post import AskedBefore, ask_for_post
from tinhso.kernel.people.posts.forms import AppointForm, DelegateForm, EndForm
from tinhso.kernel.people.posts.lists import count_waiting_lists
from tinhso.kernel.people.posts.signing_fields import signing_fields
from tinhso.kernel.people.roles import Administrator, Head, reads_personal_data
from tinhso.kernel.site import clock

PAGE = 50
MOST_ROWS, MOST_FOUND = 500, 20
REFUSED: dict[type[Exception], tuple[str, object]] = {  # which field a refusal belongs to, and its sentence
    DateInPast: ("day", gettext_lazy("Chọn ngày từ hôm nay trở đi.")),
    posting.EndsBeforeStart: ("ends", gettext_lazy("Ngày này phải sau ngày bắt đầu.")),
    posting.AgencyNotThere: ("starts", gettext_lazy("Vào ngày này cơ quan không tồn tại.")),
    posting.PostHeldAlready: (
        "username",
        gettext_lazy(
            "Cán bộ này đã giữ một vị trí ở cơ quan này trong thời gian đó. Kết thúc vị trí cũ trước."
        ),
    ),
    AskedBefore: (
        "username",
        gettext_lazy("Đã có đề nghị bổ nhiệm cán bộ này ở cơ quan này, đang chờ xác nhận."),
    ),
    posting.PostNotHeld: ("ends", gettext_lazy("Vị trí không còn giữ vào ngày này.")),
    delegating.GiverCannotSign: (
        "giver",
        gettext_lazy("Người giao không đứng đầu cơ quan vào ngày bắt đầu."),
    ),
    delegating.ReceiverElsewhere: (
        "receiver",
        gettext_lazy("Người được ký không giữ vị trí này vào ngày bắt đầu, hoặc chính là người giao."),
    ),
    delegating.UnknownField: (
        "field",
        gettext_lazy("Không có lĩnh vực này trong danh mục. Chọn trong danh sách."),
    ),
    delegating.DelegatedAlready: (
        "starts",
        gettext_lazy("Người này đã được giao ký lĩnh vực này trong thời gian đó. Thu hồi văn bản cũ trước."),
    ),
    delegating.AuthorisedWithoutEnd: (
        "ends",
        gettext_lazy("Thừa ủy quyền phải có thời hạn: nhập ngày hết (NĐ 30/2020/NĐ-CP Điều 13 khoản 3)."),
    ),
    delegating.AuthorisedMayNotPassOn: (
        "giver",
        gettext_lazy(
            "Người được ký thừa ủy quyền không được ủy quyền lại (NĐ 30/2020/NĐ-CP Điều 13 khoản 3)."
        ),
    ),
    delegating.SourceMissing: ("source", gettext_lazy("Nhập số, ngày của văn bản làm căn cứ.")),
    delegating.DelegationNotRunning: (
        "ends",
        gettext_lazy("Văn bản giao quyền không còn hiệu lực vào ngày này."),
    ),
}


def refuse(form: AppointForm | DelegateForm | EndForm, error: Exception) -> None:
    field, sentence = REFUSED[type(error)]
    field = ("starts" if "starts" in form.fields else "ends") if field == "day" else field
    form.add_error(field, str(sentence))


def administered_agency(request: HttpRequest, code: str) -> Agency:
    """The agency of today, if this administrator keeps it; 404 otherwise, whether it exists or not."""
    return get_object_or_404(administered_agencies(actor_for(request), clock.today()), code=code)


def check_administered(request: HttpRequest, agency: Agency) -> None:
    if not administered_agencies(actor_for(request), clock.today()).filter(pk=agency.pk).exists():
        raise Http404


@role_required(Administrator)
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies that I keep, found by name or code, or by the identity code that an upgrade took from them."""
    words = request.GET.get("q", "").strip()[:200]
    found = administered_agencies(actor_for(request), clock.today()).filter(
        Q(name__icontains=words) | Q(code__icontains=words) | Q(emptied_codes__icontains=words)
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    waiting = count_waiting_lists(actor_for(request), clock.today())
    return render(
        request, "people/administered_agencies.html", {"page": page, "q": words, "waiting": waiting}
    )


@role_required(Administrator)
@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds which post of the agency, who held it, and who may sign for whom."""
    found, today = administered_agency(request, code), clock.today()
    posts = Post.objects.filter(agency=found).select_related("user").order_by("-valid", "-pk")[:MOST_ROWS]
    given = Delegation.objects.in_force().filter(giver__agency=found).order_by("-valid", "-pk")
    related, fields = ("giver__user", "receiver__user", "receiver__agency"), signing_fields()
    values = {
        "agency": found,
        "posts": [(one, runs(one, today)) for one in posts],
        "waiting": PostList.objects.waiting()
        .filter(lines__agency=found)
        .distinct()
        .prefetch_related("lines"),
        "delegations": [
            (one, runs(one, today), fields.get(one.field, one.field))
            for one in given.select_related(*related)[:MOST_ROWS]
        ],
    }
    return render(request, "people/administered_agency.html", values)


def runs(row: Post | Delegation, today: date) -> bool:
    """Today or later, so that it can still be ended."""
    return row.valid.upper is None or row.valid.upper > today


@role_required(Administrator)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Give an officer a post at the agency; the officer is found by words of the name, or named by `?ai=`."""
    found, looks = administered_agency(request, code), "find" in request.POST
    first = {"username": request.GET.get("ai", "")[:150].replace("\x00", "")}
    typed = {
        name: request.POST.getlist(name) if name == "roles" else request.POST[name] for name in request.POST
    }
    form = AppointForm(initial=typed) if looks else AppointForm(request.POST or None, initial=first)
    if looks:
        return choose(request, found, form)
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            messages.success(request, give(data.pop("username"), found, data, actor_for(request)))
        except tuple(REFUSED) as error:
            refuse(form, error)
        else:
            return redirect("kept_agency", code)
    return page(request, found, form, _("Bổ nhiệm"), _("Bổ nhiệm"))


def choose(request: HttpRequest, agency: Agency, form: AppointForm) -> HttpResponse:
    """Whose name or user name holds what was typed, to be chosen into the form; nothing is lost."""
    words = request.POST.get("username", "").strip()[:150]
    people = list(User.objects.filter(pk__in=named(words), is_active=True).order_by("full_name")[:MOST_FOUND])
    if len(people) == 1:
        form.initial["username"] = people[0].username
    values = {"agency": agency, "form": form, "title": _("Bổ nhiệm"), "button": _("Bổ nhiệm")}
    values |= {"finds": True, "people": people, "looked": words}
    return render(request, "people/administration_form.html", values)


def give(user: User, agency: Agency, data: dict[str, Any], by: Actor) -> str:
    """Give the post, or ask for it where a second person has to confirm; what is told. The refusals of both."""
    if posting.needs_second_person(user, data["roles"], by):
        ask_for_post(user, agency, **data, by=by, now=clock.now())
        if reads_personal_data(data["roles"]):
            return _("Đã ghi đề nghị bổ nhiệm. Vị trí có hiệu lực khi thủ trưởng cơ quan tiếp nhận xác nhận.")
        return _("Đã ghi đề nghị bổ nhiệm. Vị trí có hiệu lực khi một quản trị khác xác nhận.")
    posting.appoint(user, agency, **data, by=by, now=clock.now())
    return _("Đã bổ nhiệm vào vị trí.")


@role_required(Administrator)
@require_http_methods(["GET", "HEAD", "POST"])
def relieve(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post on a day."""
    post = get_object_or_404(Post.objects.select_related("agency", "user"), pk=pk)
    check_administered(request, post.agency)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            posting.relieve(post, ends=form.cleaned_data["ends"], by=actor_for(request), now=clock.now())
        except tuple(REFUSED) as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã ghi ngày thôi giữ vị trí."))
            return redirect("kept_agency", post.agency.code)
    title = _("Thôi giữ vị trí: %(who)s, %(title)s") % {"who": post.user.full_name, "title": post.title}
    return page(request, post.agency, form, title, _("Ghi ngày thôi giữ"))


@role_required(Administrator)
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest, code: str) -> HttpResponse:
    """Record the paper by which a head of the agency lets somebody sign."""
    found = administered_agency(request, code)
    near = Post.objects.filter(Q(agency=found) | Q(agency__parent=found), valid__contains=clock.today())
    near = near.select_related("user", "agency").order_by("user__full_name", "pk")
    heads = near.filter(agency=found).with_role(Head.code)
    form = DelegateForm(request.POST or None, givers=heads, receivers=near)
    if form.is_valid():
        try:
            messages.success(request, let_sign(form.cleaned_data, actor_for(request)))
        except tuple(REFUSED) as error:
            refuse(form, error)
        else:
            return redirect("kept_agency", code)
    return page(request, found, form, _("Giao quyền ký"), _("Ghi văn bản"))


def let_sign(data: dict[str, Any], by: Actor) -> str:
    """The head in person gives the right; for another the paper waits for a second person. What is told; the refusals."""
    if delegating.needs_confirmation(data["giver"], by):
        ask_for_delegation(**data, by=by, now=clock.now())
        return _("Đã ghi văn bản. Quyền ký có hiệu lực khi người giao hoặc một quản trị khác xác nhận.")
    delegating.delegate(**data, by=by, now=clock.now())
    return _("Đã ghi văn bản giao quyền ký.")


@role_required(Administrator)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a delegation back on a day."""
    given = get_object_or_404(
        Delegation.objects.in_force().select_related("giver__agency", "receiver__user"), pk=pk
    )
    check_administered(request, given.giver.agency)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            ends = form.cleaned_data["ends"]
            delegating.end_delegation(given, ends=ends, by=actor_for(request), now=clock.now())
        except tuple(REFUSED) as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã thu hồi quyền ký."))
            return redirect("kept_agency", given.giver.agency.code)
    title = _("Thu hồi quyền ký của %(who)s") % {"who": given.receiver.user.full_name}
    return page(request, given.giver.agency, form, title, _("Thu hồi"))


def page(
    request: HttpRequest, agency: Agency, form: AppointForm | DelegateForm | EndForm, title: str, button: str
) -> HttpResponse:
    finds = isinstance(form, AppointForm)
    values = {"agency": agency, "form": form, "title": title, "button": button, "finds": finds}
    return render(request, "people/administration_form.html", values, status=422 if form.errors else 200)
