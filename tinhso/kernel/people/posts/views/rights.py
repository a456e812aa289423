"""Every head sees who reads what at the own agency, since when and by whose word, and confirms or ends it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.agencies.heads import NotTheHead
from tinhso.kernel.people.guards.actors import actor_for
from tinhso.kernel.people.guards.guards import role_required
from tinhso.kernel.people.models import Post
from tinhso.kernel.people.posts.actions.confirm_rights import confirm_rights, end_rights
from tinhso.kernel.people.posts.forms import RightsForm
from tinhso.kernel.people.posts.rights import END_OPEN, GROUPS, posts_under, rights_of
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site import clock

PAGE = 100


@role_required(Head)
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """The posts that I answer for, those first that no head has confirmed."""
    by, on = actor_for(request), clock.today()
    posts = Post.objects.filter(pk__in=posts_under(by, on)).select_related("user", "agency", "confirmed_by")
    ended = ExpressionWrapper(END_OPEN, BooleanField())
    ordered = posts.order_by(ended.desc(), F("confirmed_at").asc(nulls_first=True), "user__full_name", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    found = rights_of(list(page), on=on, real_now=timezone.now())
    groups = [(words, [one for one in found if one.group == code]) for code, words in GROUPS.items()]
    values = {
        "page": page,
        "groups": [(words, rows) for words, rows in groups if rows],
        "open": posts.filter(Q(confirmed_at=None) | END_OPEN).count(),
    }
    return render(request, "people/rights.html", values)


@role_required(Head)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Confirm what was chosen, or end it."""
    form, by, now = RightsForm(request.POST), actor_for(request), clock.now()
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("rights")
    posts, ends = form.cleaned_data["posts"], form.cleaned_data["deed"] == "end"
    try:
        number = (end_rights if ends else confirm_rights)(posts, by=by, now=now)
    except NotTheHead:
        messages.error(request, _("Trong đó có vị trí mà thủ trưởng khác xác nhận. Chưa ghi gì."))
        return redirect("rights")
    sentence = _("Đã kết thúc %(n)s quyền.") if ends else _("Đã xác nhận %(n)s quyền.")
    messages.success(request, sentence % {"n": number})
    return redirect("rights")
